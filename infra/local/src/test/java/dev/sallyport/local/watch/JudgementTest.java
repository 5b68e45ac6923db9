package dev.sallyport.local.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.local.watch.Answer.ByIap;
import dev.sallyport.local.watch.Answer.ByLoadBalancer;
import dev.sallyport.local.watch.Answer.Served;
import dev.sallyport.local.watch.Answer.Unanswered;
import dev.sallyport.local.watch.WayIn.FrontEnd;
import dev.sallyport.local.watch.WayIn.VmAddress;
import org.junit.jupiter.api.Test;

/** Who is taken to have answered, by what came over the connection. */
class JudgementTest {
    private static final WayIn FRONT_END =
            new FrontEnd("projects/p/global/forwardingRules/r", "203.0.113.1", 443, true, "203.0.113.1", "/");
    private static final WayIn VM = new VmAddress("projects/p/zones/z/instances/vm", "203.0.113.2", 80);
    private static final String OF_IAP = "x-goog-iap-generated-response: true\r\n";
    private static final String FROM_VM = "Via: 1.1 google\r\n";

    @Test
    void aRedirectOfIapsSendsToSignIn() {
        assertThat(judged(FRONT_END, "HTTP/1.1 302 Found\r\n" + OF_IAP + "\r\n"))
                .isEqualTo(new ByIap(302, true));
        assertThat(judged(FRONT_END, "HTTP/1.1 401 Unauthorized\r\n" + OF_IAP + "\r\n"))
                .isEqualTo(new ByIap(401, false));
    }

    @Test
    void anApplicationCannotPassForIap() {
        assertThat(judged(FRONT_END, "HTTP/1.1 302 Found\r\n" + OF_IAP + FROM_VM + "\r\nfooled"))
                .isEqualTo(new Served(302, "fooled"));
        assertThat(judged(VM, "HTTP/1.1 302 Found\r\n" + OF_IAP + "\r\nfooled")).isEqualTo(new Served(302, "fooled"));
    }

    @Test
    void anErrorOfTheLoadBalancersOwnIsNone() {
        assertThat(judged(FRONT_END, "HTTP/1.1 502 Bad Gateway\r\n\r\nError: Server Error"))
                .isEqualTo(new ByLoadBalancer(502));
    }

    @Test
    void anErrorOfTheApplicationIsAnAnswerOfIt() {
        assertThat(judged(FRONT_END, "HTTP/1.1 502 Bad Gateway\r\n" + FROM_VM + "\r\nno database"))
                .isEqualTo(new Served(502, "no database"));
        assertThat(judged(VM, "HTTP/1.1 403 Forbidden\r\n\r\nno")).isEqualTo(new Served(403, "no"));
    }

    @Test
    void aPageOfSuccessIsNeverTheLoadBalancersOwn() {
        assertThat(judged(FRONT_END, "HTTP/1.1 200 OK\r\n\r\nhello")).isEqualTo(new Served(200, "hello"));
    }

    @Test
    void whatIsNotHttpIsAnAnswerToo() {
        assertThat(judged(VM, "SSH-2.0-OpenSSH_9.2\r\n")).isEqualTo(new Served(0, "SSH-2.0-OpenSSH_9.2"));
    }

    @Test
    void aConnectionThatIsClosedWithoutAWordIsNoAnswer() {
        assertThat(judged(FRONT_END, "")).isEqualTo(Unanswered.SILENT);
        assertThat(judged(VM, "")).isEqualTo(Unanswered.SILENT);
    }

    @Test
    void tokensThatAnApplicationRepeatsAreNotKept() {
        assertThat(judged(
                        VM, "HTTP/1.1 200 OK\r\n\r\nyou sent eyJhbGciOiJFUzI1NiJ9.eyJhdWQiOiJ4In0.c2ln,\nthat is all"))
                .isEqualTo(new Served(200, "you sent (a token), that is all"));
    }

    private static Answer judged(WayIn way, String received) {
        return Stranger.judged(way, new Received(received));
    }
}
