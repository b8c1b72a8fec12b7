// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.leader.tcp;

import io.rollcall.discovery.PeerId;
import io.rollcall.discovery.leader.Confirmation.Agreed;
import io.rollcall.discovery.leader.Confirmation.Answer;
import io.rollcall.discovery.leader.Confirmation.Differs;
import io.rollcall.discovery.leader.Confirmation.Question;
import io.rollcall.discovery.leader.Confirmation.Refused;
import io.rollcall.discovery.leader.Confirmation.Silent;
import io.rollcall.discovery.leader.Confirmation.Voter;
import io.rollcall.discovery.leader.ViewDigest;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Questions and answers as lines. Pure; what comes from outside is data, and never trusted to be well-formed. */
final class Wire {

    /** Two names of at most 253 bytes, three pods and a digest fit, and leave room for a reason. */
    static final int MOST_BYTES = 1024;

    private static final int LONGEST_REASON = 400;
    private static final String VERSION = "ROLLCALL/1";
    private static final Pattern QUESTION = Pattern.compile(
            VERSION + " CONFIRM ([a-z0-9.-]{1,255}) ([a-z0-9-]{1,63}) ([a-z0-9-]{1,63}) ([0-9a-z]{1,32}) ([0-9a-f]{64})"
                    + " ([1-9][0-9]{0,12})");
    private static final Pattern AGREED = Pattern.compile(VERSION + " AGREED (\\S+) (\\S+) (\\S+)");
    private static final Pattern DIFFERS = Pattern.compile(VERSION + " DIFFERS (\\S+) (\\S+) (\\S+) (.*)");
    private static final Pattern REFUSED = Pattern.compile(VERSION + " REFUSED (.*)");

    private Wire() {}

    static String line(Question question) {
        return String.join(
                " ",
                VERSION,
                "CONFIRM",
                question.domain(),
                question.asked().podName(),
                question.asker().podName(),
                question.incarnation(),
                question.digest().hex(),
                Long.toString(question.validFor().toNanos()));
    }

    static Optional<Question> question(String line) {
        Matcher parts = QUESTION.matcher(line);
        if (!parts.matches()) {
            return Optional.empty();
        }
        return PeerId.parse(parts.group(2))
                .flatMap(asked -> PeerId.parse(parts.group(3))
                        .map(asker -> new Question(
                                parts.group(1),
                                asked,
                                asker,
                                parts.group(4),
                                new ViewDigest(parts.group(5)),
                                Duration.ofNanos(Long.parseLong(parts.group(6))))));
    }

    /** The line that answers a line. */
    static String reply(String line, Voter voter) {
        Optional<Question> question = question(line);
        if (question.isEmpty()) {
            return VERSION + " REFUSED this is no question of " + VERSION;
        }
        return line(voter.answer(question.get()), question.get());
    }

    static String line(Answer answer, Question question) {
        if (answer instanceof Agreed agreed) {
            return String.join(
                    " ", VERSION, "AGREED", question.domain(), agreed.by().podName(), question.incarnation());
        }
        if (answer instanceof Differs differs) {
            return String.join(
                    " ",
                    VERSION,
                    "DIFFERS",
                    question.domain(),
                    differs.by().podName(),
                    differs.leader().map(PeerId::podName).orElse("-"),
                    printable(differs.why()));
        }
        return VERSION + " REFUSED "
                + printable(answer instanceof Refused refused ? refused.why() : ((Silent) answer).why());
    }

    /** What a line means as the answer to a question. */
    static Answer answer(String line, Question question) {
        Matcher agreed = AGREED.matcher(line);
        if (agreed.matches() && isBy(agreed, question) && agreed.group(3).equals(question.incarnation())) {
            return new Agreed(question.asked());
        }
        Matcher differs = DIFFERS.matcher(line);
        if (differs.matches() && isBy(differs, question)) {
            return new Differs(question.asked(), PeerId.parse(differs.group(3)), printable(differs.group(4)));
        }
        Matcher refused = REFUSED.matcher(line);
        return refused.matches()
                ? new Refused(printable(refused.group(1)))
                : new Silent(question.asked() + " did not answer the question, but said \"" + printable(line) + "\"");
    }

    private static boolean isBy(Matcher answer, Question question) {
        return answer.group(1).equals(question.domain())
                && answer.group(2).equals(question.asked().podName());
    }

    private static String printable(String text) {
        StringBuilder safe = new StringBuilder();
        text.chars().limit(LONGEST_REASON).forEach(c -> safe.append(c >= ' ' && c <= '~' ? (char) c : '?'));
        return safe.toString();
    }
}
