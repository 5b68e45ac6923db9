package dev.sallyport.request;

import static dev.sallyport.request.Requests.faults;
import static dev.sallyport.request.Requests.labWith;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One value of the lab's request is made wrong at a time; each has exactly one fault, in these words. */
final class FaultyRequestTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        # place                            | value                        | problem                                 | expected
        /action                            | "demolish"                   | is "demolish"                           | one of the actions known: provision, repair, destroy, grant, revoke, recheck, mute, retry, pause, resume, cancel, plan, apply
        /action                            | 7                            | is 7                                    | one of the actions known: provision, repair, destroy, grant, revoke, recheck, mute, retry, pause, resume, cancel, plan, apply
        /deployment                        | "Lab"                        | is "Lab"                                | 1 to 63 lower-case letters
        /deployment                        | ""                           | is an empty text                        | 1 to 63 lower-case letters
        /deployment                        | "lab-"                       | is "lab-"                               | not ending with a hyphen
        /deployment                        | "1lab"                       | is "1lab"                               | beginning with a letter
        /deployment                        | "lab\\n"                     | is "lab\\u000a"                         | 1 to 63 lower-case letters
        /deployment                        | "a/b"                        | is "a/b"                                | 1 to 63 lower-case letters
        /deployment                        | null                         | is null                                 | 1 to 63 lower-case letters
        /deployment                        | "a123456789012345678901234567890123456789012345678901234567890123" | is "a12345678901234567890123456789012345678901234567890123456789... (64 characters)" | 1 to 63 lower-case letters
        /project                           | "short"                      | is "short"                              | a project id: 6 to 30
        /project                           | "Lab-Project"                | is "Lab-Project"                        | a project id: 6 to 30
        /project                           | "a23456789012345678901234567890b" | is "a23456789012345678901234567890b" | a project id: 6 to 30
        /project                           | 12345678                     | is 12345678                             | a project id: 6 to 30
        /region                            | "us"                         | is "us"                                 | a region's name, such as us-central1
        /network                           | ["default"]                  | is a list                               | 1 to 63 lower-case letters
        /firewall                          | "open"                       | is "open"                               | an object, in braces
        /firewall/name                     | "Allow"                      | is "Allow"                              | 1 to 63 lower-case letters
        /firewall/sourceRanges             | []                           | is an empty list                        | a list of 1 to 256 different IPv4 ranges
        /firewall/sourceRanges/0           | 130                          | is 130                                  | an IPv4 range, such as 130.211.0.0/22
        /firewall/sourceRanges/0           | "130.211.0.1/22"             | is "130.211.0.1/22", an address inside a range | 130.211.0.0/22, the range's first address
        /firewall/sourceRanges/0           | "255.255.255.255/0"          | is "255.255.255.255/0", an address inside a range | 0.0.0.0/0, the range's first address
        /firewall/sourceRanges/0           | "130.211.0.0"                | is "130.211.0.0"                        | an IPv4 range, such as 130.211.0.0/22
        /firewall/sourceRanges/0           | "130.211.0.0/33"             | is "130.211.0.0/33"                     | an IPv4 range, such as 130.211.0.0/22
        /firewall/sourceRanges/0           | "130.211.0.256/32"           | is "130.211.0.256/32"                   | an IPv4 range, such as 130.211.0.0/22
        /firewall/sourceRanges/0           | "010.0.0.0/8"                | is "010.0.0.0/8"                        | an IPv4 range, such as 130.211.0.0/22
        /firewall/sourceRanges/0           | "2600:2d00:1:b029::/64"      | is "2600:2d00:1:b029::/64", which looks like IPv6 | an IPv4 range: the load balancer reaches the VMs over IPv4
        /firewall/sourceRanges/1           | "130.211.0.0/22"             | is "130.211.0.0/22", as /firewall/sourceRanges/0 is already | each entry once
        /firewall/remove/0                 | "allow-iap-traffic"          | is "allow-iap-traffic", the rule that is to be created | another rule
        /firewall/remove                   | ["a", "a"]                   | is "a", as /firewall/remove/0 is already | each entry once
        /instanceTemplate/machineType      | "E2"                         | is "E2"                                 | a machine type's name, such as e2-micro (the default)
        /instanceTemplate/image            | "debian-12"                  | is "debian-12"                          | an image or image family: projects/PROJECT/global/images/IMAGE
        /instanceTemplate/diskSizeGb       | 9                            | is 9                                    | a whole number of GB from 10 (the default) to 65536
        /instanceTemplate/diskSizeGb       | 10.5                         | is 10.5                                 | a whole number of GB
        /instanceTemplate/scopes/0         | "compute.readonly"           | is "compute.readonly"                   | a scope beginning with https://www.googleapis.com/auth/
        /instanceTemplate/serviceAccount   | "robot"                      | is "robot"                              | a service account's e-mail address
        /instanceTemplate/externalAddress  | "false"                      | is "false", a text                      | true (the default) or false
        /instanceTemplate/startupScript    | {}                           | is an object                            | the script as one text, or as a list of its lines
        /instanceTemplate/startupScript    | ["#!/bin/bash", 1]           | is 1                                    | one line of the script
        /instanceGroup/size                | 0                            | is 0                                    | a whole number of VMs from 1 to 2000
        /instanceGroup/size                | 2001                         | is 2001                                 | a whole number of VMs from 1 to 2000
        /instanceGroup/size                | -1                           | is -1                                   | a whole number of VMs from 1 to 2000
        /instanceGroup/size                | 99999999999999999999         | is 99999999999999999999                 | a whole number of VMs from 1 to 2000
        /instanceGroup/size                | "3"                          | is "3", a text                          | a whole number of VMs from 1 to 2000
        /instanceGroup/size                | true                         | is true                                 | a whole number of VMs from 1 to 2000
        /instanceGroup/zones/0             | "europe-west1-b"             | is "europe-west1-b", which is not in the region "us-central1" | a zone of that region, such as us-central1-b
        /instanceGroup/zones/0             | "us-central10-b"             | is "us-central10-b", which is not in the region "us-central1" | a zone of that region
        /instanceGroup/zones/0             | "us-central1"                | is "us-central1"                        | a zone's name, such as us-central1-b
        /instanceGroup/zones               | ["us-central1-b", "us-central1-b", "us-central1-c"] | is "us-central1-b", as /instanceGroup/zones/0 is already | each entry once
        /instanceGroup/port                | 65536                        | is 65536                                | a port: a whole number from 1 to 65535
        /certificate                       | {}                           | is an empty object                      | exactly one of selfSigned, existing and googleManaged
        /certificate                       | {"selfSigned": {}, "existing": {"name": "c"}} | has 2 members          | exactly one of selfSigned, existing and googleManaged
        /certificate/selfSigned/subject/country | "USA"                   | is "USA"                                | two capital letters (ISO 3166)
        /certificate/selfSigned/subject/commonName | " Test"              | is " Test"                              | 1 to 64 printable characters
        /certificate/selfSigned/validityDays | 0                          | is 0                                    | a whole number of days from 1 to 3650
        /certificate                       | {"googleManaged": {"domains": ["-x.example"]}} | is "-x.example"       | a domain name, such as app.example.com
        /healthCheck/path                  | "health"                     | is "health"                             | a path beginning with /
        /healthCheck/timeoutSec            | 6                            | is 6, longer than the check interval of 5 seconds | at most the check interval
        /healthCheck/port                  | 8080                         | is 8080, but the application listens on 80 | 80, the only port the firewall opens to health checks
        /backendService/cdn                | true                         | is true                                 | false: Identity-Aware Proxy and Cloud CDN cannot be used together
        /loadBalancer/port                 | 8443                         | is 8443                                 | 443, the port of HTTPS
        /instanceGroup/rollout             | {"maxSurge": 2}              | is 2, fewer than the 3 zones            | 0, or at least 3, as a regional instance group demands
        /instanceGroup/rollout             | {"maxUnavailable": 1}        | is 1, fewer than the 3 zones            | 0, or at least 3, as a regional instance group demands
        /instanceGroup/rollout             | {"maxSurge": 0}              | is 0, and so is maxUnavailable          | one of the two that is not 0
        /loadBalancer/tls                  | {"minVersion": "TLS_1_1"}    | is "TLS_1_1"                            | TLS_1_2 (the default), or TLS_1_3
        /loadBalancer/tls                  | {"minVersion": "TLS_1_3"}    | is "TLS_1_3", which the profile "MODERN" does not go with | the profile "RESTRICTED"
        /loadBalancer/http                 | "open"                       | is "open"                               | closed (the default), or redirect
        /access                            | "some"                       | is "some"                               | authoritative (the default)
        /restart/maxUnavailable            | 0                            | is 0                                    | at least the number of zones
        /restart/maxUnavailable            | 2                            | is 2, fewer than the 3 zones            | at least 3, as a regional instance group demands
        /consent                           | {"googleManaged": {}, "ownClient": {"clientId": "1-a.apps.googleusercontent.com", "clientSecret": "projects/p1/secrets/s/versions/1"}} | has 2 members | exactly one of googleManaged and ownClient
        /principals                        | []                           | is an empty list                        | a list of 1 to 1500 different principals
        /principals                        | "user:alice@example.com"     | is "user:alice@example.com"             | a list of 1 to 1500 different principals
        /principals/0                      | "allUsers"                   | is "allUsers", which would let everybody in | user:EMAIL
        /principals/0                      | "allAuthenticatedUsers"      | is "allAuthenticatedUsers", which would let everybody in | user:EMAIL
        /principals/0                      | "ALLUSERS"                   | is "ALLUSERS", which would let everybody in | user:EMAIL
        /principals/0                      | "alice@example.com"          | is "alice@example.com", without a prefix | user: or group: before it
        /principals/0                      | "r@p1.iam.gserviceaccount.com" | is "r@p1.iam.gserviceaccount.com", without a prefix | serviceAccount: before it
        /principals/0                      | "alice"                      | is "alice", without a prefix            | user:EMAIL, group:EMAIL
        /principals/0                      | "User:alice@example.com"     | is "User:alice@example.com", whose prefix is unknown | perhaps user: was meant
        /principals/0                      | "deleted:user:a@example.com" | is "deleted:user:a@example.com", whose prefix is unknown | user:EMAIL
        /principals/0                      | "user:alice"                 | is "user:alice"                         | user: and one e-mail address
        /principals/0                      | "user:a@b@example.com"       | is "user:a@b@example.com"               | user: and one e-mail address
        /principals/0                      | "domain:alice@example.com"   | is "domain:alice@example.com"           | domain: and a domain name
        /principals/0                      | "user: alice@example.com"    | is "user: alice@example.com"            | user: and one e-mail address
        /principals                        | ["user:a@example.com", "user:A@Example.com"] | is "user:A@Example.com", as /principals/0 is already | each entry once
        /protect                           | "true"                       | is "true", a text                       | true or false (the default)
        /adopt                             | [{}]                         | is missing                              | collection and name
        /adopt                             | [{"resource": "my-health-check"}] | is "my-health-check"               | collection and name of one of the request's own resources
        /adopt                             | [{"resource": "healthChecks/my-helth-check"}] | is "healthChecks/my-helth-check", and the request asks for nothing of that name | such as healthChecks/my-health-check
        /adopt                             | [{"resource": "sslCertificates/elsewhere-entirely"}] | is "sslCertificates/elsewhere-entirely", and the request asks for nothing of that name | one of firewalls/allow-iap-traffic, instanceTemplates/my-instance-template
        /adopt                             | [{"resource": "urlMaps/my-load-balancer"}, {"resource": "urlMaps/my-load-balancer"}] | is "urlMaps/my-load-balancer", as /adopt/0/resource is already | each entry once
        /adopt                             | [{"resource": "urlMaps/my-load-balancer", "onDestroy": "leave"}] | is "leave"      | keep (the default) or remove
        /verify/as                         | "alice@example.com"          | is "alice@example.com"                  | a service account's e-mail address
        """)
    void isToldWhatIsWrongAndWhatWouldBeRight(String place, String value, String problem, String expected) {
        assertThat(faults(labWith(place, value))).singleElement().satisfies(fault -> {
            assertThat(fault.pointer()).startsWith(place);
            assertThat(fault.problem()).isEqualTo(problem);
            assertThat(fault.expected())
                    .contains(expected == null ? "" : expected)
                    .isNotBlank();
        });
    }
}
