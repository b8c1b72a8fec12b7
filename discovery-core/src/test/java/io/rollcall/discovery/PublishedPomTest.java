// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * What whoever depends on the library gets with it, from the POM that is published (which is {@code pom.xml} as it
 * stands: nothing flattens it) and its parent.
 */
class PublishedPomTest {

    /** Scopes that a dependent inherits. */
    private static final List<String> INHERITED = List.of("compile", "runtime");

    @Test
    void library_bringsThreeDependencies() throws Exception {
        Element own = read("pom.xml");
        Element parent = read("../pom.xml");
        assertThat(child(parent, "artifactId"))
                .contains(child(children(own, "parent").get(0), "artifactId").orElseThrow());
        List<Element> managed = children(parent, "dependencyManagement").stream()
                .flatMap(management -> dependencies(management).stream())
                .toList();

        List<String> mandatory = Stream.concat(dependencies(own).stream(), dependencies(parent).stream())
                .filter(dependency -> INHERITED.contains(property(dependency, managed, "scope", "compile")))
                .filter(dependency ->
                        !property(dependency, managed, "optional", "false").equals("true"))
                .map(PublishedPomTest::key)
                .toList();

        assertThat(mandatory)
                .containsExactlyInAnyOrder("dnsjava:dnsjava", "org.slf4j:slf4j-api", "org.jspecify:jspecify");
    }

    @Test
    void noProfileThatIsOnByItself_addsAny() throws Exception {
        assertThat(Stream.of(read("pom.xml"), read("../pom.xml"))
                        .flatMap(pom -> children(pom, "profiles").stream())
                        .flatMap(profiles -> children(profiles, "profile").stream())
                        .flatMap(profile -> dependencies(profile).stream()))
                .isEmpty();
    }

    private static String property(Element dependency, List<Element> managed, String name, String unlessSet) {
        return child(dependency, name)
                .or(() -> managed.stream()
                        .filter(candidate -> key(candidate).equals(key(dependency)))
                        .findFirst()
                        .flatMap(found -> child(found, name)))
                .orElse(unlessSet);
    }

    private static String key(Element dependency) {
        return child(dependency, "groupId").orElseThrow() + ":"
                + child(dependency, "artifactId").orElseThrow();
    }

    private static List<Element> dependencies(Element of) {
        return children(of, "dependencies").stream()
                .flatMap(list -> children(list, "dependency").stream())
                .toList();
    }

    private static Optional<String> child(Element of, String name) {
        return children(of, name).stream().findFirst().map(Node::getTextContent).map(String::strip);
    }

    private static List<Element> children(Element of, String name) {
        List<Element> found = new ArrayList<>();
        IntStream.range(0, of.getChildNodes().getLength())
                .mapToObj(of.getChildNodes()::item)
                .filter(node -> node instanceof Element && node.getNodeName().equals(name))
                .map(Element.class::cast)
                .forEach(found::add);
        return found;
    }

    private static Element read(String file) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new File(file))
                .getDocumentElement();
    }
}
