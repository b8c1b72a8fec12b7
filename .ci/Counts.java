// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Counts the tests of every module from the reports of Surefire and Failsafe, lists what was skipped and why, and fails
 * if a test that must run did not: {@code java .ci/Counts.java [module/ClassName]...}
 */
final class Counts {

    private enum Outcome {
        PASSED,
        FAILED,
        SKIPPED
    }

    private record Case(String module, String type, String name, Outcome outcome, String reason) {
        String simpleType() {
            return type.substring(type.lastIndexOf('.') + 1);
        }
    }

    private Counts() {}

    public static void main(String[] mustRun) throws Exception {
        List<Case> cases = new ArrayList<>();
        for (Path report : reports(Path.of(""))) {
            read(report, cases);
        }

        Map<String, List<Case>> modules = new TreeMap<>();
        cases.forEach(test ->
                modules.computeIfAbsent(test.module(), module -> new ArrayList<>()).add(test));
        System.out.println("== tests");
        modules.forEach((module, tests) -> System.out.printf("%-20s %s%n", module, line(tests)));
        cases.stream()
                .filter(test -> test.outcome() == Outcome.SKIPPED)
                .forEach(test -> System.out.printf(
                        "skipped: %s %s.%s: %s%n", test.module(), test.simpleType(), test.name(), test.reason()));

        boolean allRan = true;
        for (String wanted : mustRun) {
            allRan &= ran(wanted, cases);
        }
        System.out.println(line(cases));
        System.exit(allRan ? 0 : 1);
    }

    private static boolean ran(String wanted, List<Case> cases) {
        List<Case> tests = cases.stream()
                .filter(test -> wanted.equals(test.module() + "/" + test.simpleType()))
                .toList();
        if (!tests.isEmpty() && count(tests, Outcome.SKIPPED) == 0) {
            return true;
        }
        System.out.printf(
                "must run here: %s, but %s%n", wanted, tests.isEmpty() ? "it ran no test" : "it says " + line(tests));
        return false;
    }

    private static List<Path> reports(Path root) throws IOException {
        List<Path> reports = new ArrayList<>();
        try (Stream<Path> modules = Files.list(root)) {
            for (Path module : modules.sorted().toList()) {
                for (String kind : List.of("surefire-reports", "failsafe-reports")) {
                    Path folder = module.resolve("target").resolve(kind);
                    if (Files.isDirectory(folder)) {
                        try (Stream<Path> files = Files.list(folder)) {
                            files.filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml"))
                                    .sorted()
                                    .forEach(reports::add);
                        }
                    }
                }
            }
        }
        return reports;
    }

    private static void read(Path report, List<Case> into) throws Exception {
        DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        NodeList tests = builder.parse(report.toFile()).getElementsByTagName("testcase");
        for (int i = 0; i < tests.getLength(); i++) {
            Element test = (Element) tests.item(i);
            Element skipped = (Element) test.getElementsByTagName("skipped").item(0);
            boolean failed = test.getElementsByTagName("failure").getLength() > 0
                    || test.getElementsByTagName("error").getLength() > 0;
            into.add(new Case(
                    report.getName(0).toString(),
                    test.getAttribute("classname"),
                    test.getAttribute("name"),
                    failed ? Outcome.FAILED : skipped != null ? Outcome.SKIPPED : Outcome.PASSED,
                    skipped == null ? "" : reason(skipped)));
        }
    }

    private static String reason(Element skipped) {
        String message = skipped.getAttribute("message");
        String text = message.isEmpty() ? skipped.getTextContent() : message;
        return text.isBlank() ? "no reason given" : text.strip().lines().findFirst().orElseThrow();
    }

    private static String line(List<Case> tests) {
        return count(tests, Outcome.PASSED) + " passed, " + count(tests, Outcome.FAILED) + " failed, "
                + count(tests, Outcome.SKIPPED) + " skipped";
    }

    private static long count(List<Case> tests, Outcome outcome) {
        return tests.stream().filter(test -> test.outcome() == outcome).count();
    }
}
