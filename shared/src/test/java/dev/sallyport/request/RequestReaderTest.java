package dev.sallyport.request;

import static dev.sallyport.request.Requests.accepted;
import static dev.sallyport.request.Requests.faults;
import static dev.sallyport.request.Requests.lab;
import static dev.sallyport.request.Requests.labWith;
import static dev.sallyport.request.Requests.read;
import static dev.sallyport.request.Requests.smallest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RequestReaderTest {
    @Test
    void theLabIsAccepted() {
        ProvisionRequest request = accepted(lab());

        assertThat(request.deployment()).isEqualTo("lab");
        assertThat(request.instanceGroup().zones()).containsExactly("us-central1-b", "us-central1-c", "us-central1-f");
        assertThat(request.firewall().remove()).containsExactly("default-allow-internal");
        assertThat(request.certificate()).isInstanceOf(ProvisionRequest.Certificate.SelfSigned.class);
        assertThat(request.verify().as()).contains("sallyport-verify@lab-project.iam.gserviceaccount.com");
    }

    @Test
    void theDocumentIsHandedBackAsItWasWritten() {
        RequestReading.Accepted reading = (RequestReading.Accepted) read(smallest());
        assertThat(reading.document().size()).isEqualTo(4);
    }

    @Test
    void everyFaultIsFoundAtOnceInTheOrderOfTheDocument() {
        List<Fault> faults = faults("""
                {"action": "provision", "project": "P", "colour": "red",
                 "instanceGroup": {"size": 0, "zones": ["us-central1-b", "europe-west1-b"]},
                 "principals": ["allUsers", "user:a@example.com", "user:a@example.com"]}
                """);

        assertThat(faults)
                .extracting(Fault::pointer)
                .containsExactly(
                        "/deployment",
                        "/project",
                        "/colour",
                        "/instanceGroup/size",
                        "/instanceGroup/zones/1",
                        "/principals/0",
                        "/principals/2");
    }

    @Test
    void membersThatMustBeThereAreMissed() {
        assertThat(faults("{}"))
                .extracting(Fault::pointer, Fault::problem)
                .containsExactlyInAnyOrder(
                        tuple("/action", "is missing"),
                        tuple("/deployment", "is missing"),
                        tuple("/project", "is missing"),
                        tuple("/principals", "is missing"));
        assertThat(faults("{}"))
                .allSatisfy(fault -> assertThat(fault.expected()).isNotBlank());
    }

    @Test
    void aMissingMemberIsToldWithItsRule() {
        assertThat(faults(labWith("/certificate", "{\"existing\": {}}")))
                .containsExactly(new Fault(
                        "/certificate/existing/name",
                        "is missing",
                        "1 to 63 lower-case letters, digits and hyphens, beginning with a letter and not ending"
                                + " with a hyphen (RFC 1035)"));
    }

    @ParameterizedTest
    @CsvSource({
        "/principal, principals",
        "/Region, region",
        "/instanceGroup/sise, size",
        "/instanceTemplate/machinetype, machineType",
        "/healthCheck/intervalSec, checkIntervalSec",
        "/certificate/selfSigned/subject/organisation, organization",
    })
    void anUnknownMemberIsToldWhichWasPerhapsMeant(String place, String meant) {
        assertThat(faults(labWith(place, "1"))).singleElement().satisfies(fault -> {
            assertThat(fault.pointer()).isEqualTo(place);
            assertThat(fault.problem()).startsWith("unknown member");
            assertThat(fault.expected()).isEqualTo("perhaps " + meant + " was meant");
        });
    }

    @Test
    void anUnknownMemberLikeNoOtherIsToldWhichAreKnown() {
        assertThat(faults(labWith("/restart/strategy", "1")))
                .containsExactly(
                        new Fault("/restart/strategy", "unknown member \"strategy\"", "one of maxUnavailable"));
    }

    @Test
    void anUnknownMembersNameIsEscapedInItsPointer() {
        assertThat(faults(labWith("/a~1b~0c", "1"))).extracting(Fault::pointer).containsExactly("/a~1b~0c");
    }

    @Test
    void aSecretPutWhereItsPlaceIsAskedForIsNotShown() {
        String client = "{\"ownClient\": {\"clientId\": \"1-a.apps.googleusercontent.com\","
                + " \"clientSecret\": \"GOCSPX-very-secret\"}}";
        assertThat(faults(labWith("/consent", client))).singleElement().satisfies(fault -> {
            assertThat(fault.pointer()).isEqualTo("/consent/ownClient/clientSecret");
            assertThat(fault.toString()).doesNotContain("GOCSPX");
            assertThat(fault.expected()).contains("projects/PROJECT/secrets/SECRET/versions/VERSION");
        });
    }

    @Test
    void theNameIsHandedBackWhereItCouldBeRead() {
        assertThat(((RequestReading.Faulty) read(labWith("/region", "1"))).deployment())
                .contains("lab");
        assertThat(((RequestReading.Faulty) read(labWith("/deployment", "\"../x\""))).deployment())
                .isEqualTo(Optional.empty());
        assertThat(((RequestReading.Faulty) read("{")).deployment()).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        ``                          | the request is empty
        ` \n `                      | the request is empty
        []                          | the document is an empty list
        "provision"                 | the document is "provision"
        null                        | the document is null
        3                           | the document is 3
        {                           | the JSON ends too early: line 1, column 2
        {"action": "provision       | the JSON ends too early: line 1, column 22
        {'action': 1}               | this is not JSON: line 1, column 2, where there is '
        {"action": 1,}              | this is not JSON: line 1, column 14, where there is }
        {"action": NaN}             | this is not JSON: line 1, column 15
        {"a": 1} // a comment       | this is not JSON: line 1, column 10
        {"a": 1} {}                 | there is more after the end of the JSON object: line 1, column 10
        action: provision           | this is not JSON: line 1, column 1
        """)
    void whatIsNoJsonObjectIsToldWhereItStopsBeingOne(String text, String problem) {
        assertThat(faults(text)).singleElement().satisfies(fault -> {
            assertThat(fault.pointer()).isEmpty();
            assertThat(fault.problem()).startsWith(problem);
            assertThat(fault.expected()).isNotBlank();
        });
    }

    @Test
    void aFaultInALaterLineIsToldWithItsLine() {
        assertThat(faults("{\n  \"action\": \"provision\"\n  \"project\": 1\n}"))
                .singleElement()
                .extracting(Fault::problem)
                .asString()
                .startsWith("this is not JSON: line 3, column 3");
    }

    @Test
    void aMemberThatStandsTwiceIsToldBesideEveryOtherFault() {
        assertThat(faults(smallest()
                        .replace("\"project\"", "\"action\": \"x\", \"project\"")
                        .replace("web\"", "W\"")))
                .extracting(Fault::pointer)
                .containsExactlyInAnyOrder("/action", "/action", "/deployment");
    }

    @Test
    void aRequestNestedTooDeeplyIsRefused() {
        assertThat(faults("{\"a\":" + "[".repeat(100_000)))
                .singleElement()
                .extracting(Fault::problem)
                .asString()
                .startsWith("nested too deeply");
    }

    @Test
    void aRequestOfTenMegabytesIsRefusedByItsSize() {
        assertThat(faults(read(new byte[10 << 20])))
                .containsExactly(new Fault("", "the request has 10485760 bytes", "at most 262144 bytes (256 KiB)"));
    }

    @Test
    void aRequestOfTheGreatestSizeIsRead() {
        String padded = smallest() + " ".repeat(256 * 1024 - smallest().length());
        assertThat(accepted(padded).deployment()).isEqualTo("web");
    }

    @Test
    void textThatIsNotUtf8IsRefusedWithThePlaceOfTheByte() {
        assertThat(faults(read(smallest().replace("web", "wéb").getBytes(StandardCharsets.ISO_8859_1))))
                .singleElement()
                .extracting(Fault::problem)
                .isEqualTo("byte 41 (0xe9) is not UTF-8");
        assertThat(faults(read(new byte[] {'{', (byte) 0xC3}))).hasSize(1);
    }

    @Test
    void aByteOrderMarkIsNamed() {
        assertThat(faults("\uFEFF" + smallest()))
                .extracting(Fault::problem)
                .containsExactly("the request begins with a byte order mark");
        assertThat(faults(read(("\uFEFF" + smallest()).getBytes(StandardCharsets.UTF_16LE))))
                .extracting(Fault::problem)
                .containsExactly("the request is UTF-16 text");
    }

    @Test
    void whatCannotBePrintedIsShownEscaped() {
        assertThat(faults(labWith("/region", "\"us\\u001b[31m\\u202e\"")))
                .extracting(Fault::problem)
                .containsExactly("is \"us\\u001b[31m\\u202e\"");
    }

    @Test
    void aHugeNumberIsAFaultLikeAnyOther() {
        assertThat(faults(labWith("/instanceGroup/size", "1e400"))).hasSize(1);
        assertThat(faults(smallest().replace("\"web\"", "9".repeat(5000)))).hasSize(1);
    }
}
