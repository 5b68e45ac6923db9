package dev.sallyport.local.internet.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {
    @ParameterizedTest
    @CsvSource({
        "130.211.0.0/22, 130.211.3.255, true",
        "130.211.0.0/22, 130.211.4.0, false",
        "0.0.0.0/0, 255.255.255.255, true",
        "10.128.0.2, 10.128.0.2, true",
        "10.128.0.2, 10.128.0.3, false",
        "10.128.0.2/32, 10.128.0.3, false",
        "128.0.0.0/1, 127.255.255.255, false",
        "128.0.0.0/1, 200.0.0.1, true",
        "::/0, 2600::1, true",
        "::/0, 10.0.0.1, false",
        "0.0.0.0/0, 2600::1, false",
        "2600:2d00:1:1::/64, 2600:2d00:1:1:ffff::9, true",
        "2600:2d00:1:1::/64, 2600:2d00:1:2::, false",
        "2600:2d00:1:1::/65, 2600:2d00:1:1:8000::, false",
        "2600::5, 2600::5, true",
        "2600::5, 2600::6, false"
    })
    void aRangeContainsTheAddressesThatShareItsPrefix(String range, String address, boolean contained) {
        assertThat(Cidr.parse(range)
                        .orElseThrow()
                        .contains(IpAddress.parse(address).orElseThrow()))
                .isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0.0/33",
                "2600::/129",
                "2600:::/64",
                "10.0.0.0/",
                "10.0.0/8",
                "300.0.0.0/8",
                "10.0.0.0/-1",
                "a/8"
            })
    void whatIsNoRangeIsNone(String text) {
        assertThat(Cidr.parse(text)).isEmpty();
    }

    @Test
    void anAddressIsWrittenAsItIsRead() {
        assertThat(Ipv4.of("203.0.113.255")).hasToString("203.0.113.255");
    }
}
