// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.discovery.PeerId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InvalidValueTest {

    private static final String LABEL_OF_63 = "a".repeat(63);

    @ParameterizedTest
    @ValueSource(strings = {"two", "-1", "+2", "2.0", "0x2", "2147483648", "99999999999", "\u0662", "1 2"})
    void explicitOrdinalThatIsNone_failsClosedThoughThePodNameIsKnown(String ordinal) {
        assertThat(Given.web2().with("ROLLCALL_ORDINAL", ordinal).problems())
                .singleElement()
                .asString()
                .startsWith("environment variable ROLLCALL_ORDINAL says ordinal ");
    }

    @Test
    void blankExplicitValue_failsClosed() {
        assertThat(Given.web2().with("ROLLCALL_ORDINAL", " ").problems())
                .containsExactly("environment variable ROLLCALL_ORDINAL says ordinal \" \", which is blank; give it a"
                        + " value or unset it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ROLLCALL_POD_NAME      | web_2       | is not a DNS label",
                "ROLLCALL_POD_NAME      | web-2.nginx | is not a DNS label",
                "ROLLCALL_POD_NAME      | web         | carries no ordinal",
                "ROLLCALL_POD_NAME      | 10-1-0-5    | carries no ordinal",
                "ROLLCALL_POD_NAME      | web-2147483648 | carries no ordinal",
                "ROLLCALL_STATEFULSET   | -web        | is not a DNS label",
                "ROLLCALL_SERVICE       | a.b         | a complete name goes into ROLLCALL_DOMAIN",
                "ROLLCALL_NAMESPACE     | shop!       | is not a DNS label",
                "ROLLCALL_CLUSTER_DOMAIN| a..b        | is not a DNS name",
                "ROLLCALL_CLUSTER_DOMAIN| .           | is not a DNS name",
                "ROLLCALL_DOMAIN        | web_1.local | \"web_1\" is not a label",
                "ROLLCALL_EXPECTED_PEERS| 0           | is not a whole number from 1 to 2147483647",
                "ROLLCALL_FIRST_ORDINAL | -1          | is not a whole number from 0 to 2147483647",
                "ROLLCALL_PORT_NAME     | _peer       | is not a port name",
                "ROLLCALL_DEFAULT_PORT  | 65536       | is not a whole number from 1 to 65535",
                "ROLLCALL_MEMBER        | no          | is neither true nor false"
            })
    void invalidVariable_isNamedWithItsValueAndWhatItShouldBe(String variable, String value, String complaint) {
        assertThat(Given.web2().with(variable, value).problems())
                .anySatisfy(
                        sentence -> assertThat(sentence).contains(variable + " says ", "\"" + value + "\"", complaint));
    }

    @Test
    void longestLabels_areAccepted() {
        Identity identity = Given.nothing()
                .with("ROLLCALL_EXPECTED_PEERS", "3")
                .with("ROLLCALL_POD_NAME", "w".repeat(52) + "-2147483647")
                .with("ROLLCALL_SERVICE", LABEL_OF_63)
                .with("ROLLCALL_NAMESPACE", LABEL_OF_63)
                .with("ROLLCALL_CLUSTER_DOMAIN", "cluster.local")
                .identity();

        assertThat(identity.self()).contains(new PeerId("w".repeat(52), Integer.MAX_VALUE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ROLLCALL_POD_NAME", "ROLLCALL_STATEFULSET", "ROLLCALL_SERVICE", "ROLLCALL_NAMESPACE"})
    void labelOf64_isTooLong(String variable) {
        assertThat(Given.web2().with(variable, LABEL_OF_63 + "a").problems())
                .anySatisfy(sentence -> assertThat(sentence).contains(variable, "is not a DNS label (1 to 63 of a-z"));
    }

    @Test
    void setThatLeavesNoRoomForTheOrdinal_isTooLong() {
        assertThat(Given.threeOfConsul()
                        .with("ROLLCALL_STATEFULSET", "w".repeat(62))
                        .with("ROLLCALL_ORDINAL", "2")
                        .problems())
                .singleElement()
                .asString()
                .contains("ROLLCALL_STATEFULSET says", "ROLLCALL_ORDINAL says", "at most 63");
    }

    @Test
    void setThatMakesADashedAddress_isNoPodName() {
        assertThat(Given.threeOfConsul()
                        .with("ROLLCALL_STATEFULSET", "10-1-0")
                        .with("ROLLCALL_ORDINAL", "5")
                        .problems())
                .singleElement()
                .asString()
                .contains("\"10-1-0-5\"", "dashed address");
    }

    @ParameterizedTest
    @ValueSource(ints = {251, 252, 253})
    void domainThatLeavesNoRoomForThePodName_isTooLong(int length) {
        String domain = (LABEL_OF_63 + ".").repeat(3) + "b".repeat(length - 192);

        assertThat(Given.nothing()
                        .with("ROLLCALL_EXPECTED_PEERS", "3")
                        .with("ROLLCALL_POD_NAME", "web-2")
                        .with("ROLLCALL_DOMAIN", domain)
                        .problems())
                .singleElement()
                .asString()
                .contains("253");
    }

    @Test
    void podNameThatFillsTheLongestName_isAccepted() {
        String domain = (LABEL_OF_63 + ".").repeat(3) + "b".repeat(55);
        Given pod = Given.threeOfConsul().with("ROLLCALL_DOMAIN", domain);

        assertThat(pod.with("ROLLCALL_POD_NAME", "web-2").identity().service().domain())
                .isEqualTo(domain + ".");
        assertThat(pod.with("ROLLCALL_POD_NAME", "web-10").problems())
                .singleElement()
                .asString()
                .contains("makes a name of more than 253 characters");
    }

    @Test
    void domainOf254_isNoName() {
        assertThat(Given.threeOfConsul()
                        .with("ROLLCALL_DOMAIN", (LABEL_OF_63 + ".").repeat(3) + "b".repeat(62))
                        .problems())
                .anySatisfy(sentence ->
                        assertThat(sentence).contains("has 254 characters, and no DNS name has more than 253"));
    }

    @Test
    void serviceNamespaceAndClusterDomainThatAreTooLongTogether() {
        assertThat(Given.web2()
                        .with("ROLLCALL_SERVICE", LABEL_OF_63)
                        .with("ROLLCALL_NAMESPACE", LABEL_OF_63)
                        .with("ROLLCALL_CLUSTER_DOMAIN", LABEL_OF_63 + "." + LABEL_OF_63)
                        .problems())
                .singleElement()
                .asString()
                .contains("ROLLCALL_CLUSTER_DOMAIN says", "no pod name fits");
    }

    @Test
    void podWithoutAnOrdinal_isToldHowToGoOn() {
        assertThat(Given.threeOfConsul().with("POD_NAME", "web-5f6d8c9b7-x2x4z").problems())
                .containsExactly("environment variable POD_NAME says pod name \"web-5f6d8c9b7-x2x4z\", which carries no"
                        + " ordinal as the pods of a StatefulSet do (web-0); give ROLLCALL_STATEFULSET and"
                        + " ROLLCALL_ORDINAL, or ROLLCALL_MEMBER=false if this process is none of the peers");
    }

    @Test
    void invalidFact_isAProblemUnlessAnExplicitValueStandsInForIt() {
        Given pod = Given.threeOfConsul().with("POD_NAME", "web 2");

        assertThat(pod.problems()).singleElement().asString().contains("POD_NAME says pod name \"web 2\"");
        assertThat(pod.with("ROLLCALL_POD_NAME", "web-2").identity().podName()).contains("web-2");
    }

    @Test
    void valueThatWouldForgeALogLine_isEscapedAndCut() {
        assertThat(Given.threeOfConsul()
                        .with("ROLLCALL_POD_NAME", "web-2\n\u001b[31mERROR \"\\" + "x".repeat(5000))
                        .problems())
                .singleElement()
                .asString()
                .contains("\"web-2\\u000a\\u001b[31mERROR \\\"\\\\xxx")
                .matches("\\p{Print}+")
                .hasSizeLessThan(300);
    }

    @Test
    void whiteSpaceAroundAValue_isNoneOfItsBusiness() {
        assertThat(Given.web2().with("ROLLCALL_SERVICE", " Peers\n").identity().serviceName())
                .contains("peers");
    }
}
