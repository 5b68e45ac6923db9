package dev.sallyport.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class BillTest {
    @Test
    void aBillIsWhatWasUsedSinceTheOneBefore() throws JsonProcessingException {
        Bill before = bill("""
            {"calls": {"compute": {"firewalls.get": 2}}, "documents": {"read": 3},
             "functions": {"intake": {"runs": 1, "micros": 1000}}}
            """);
        Bill after = bill("""
            {"calls": {"compute": {"firewalls.get": 5, "firewalls.insert": 1}, "iap": {"a.SetIamPolicy": 1}},
             "documents": {"read": 4, "written": 2}, "messages": {"published": 7},
             "functions": {"intake": {"runs": 3, "micros": 2501000}}}
            """);

        Bill between = after.since(before);

        assertThat(between.calls("compute")).isEqualTo(4);
        assertThat(between.documents()).containsEntry("read", 1L).containsEntry("written", 2L);
        assertThat(between.messages()).containsEntry("published", 7L);
        assertThat(between.allRuns()).isEqualTo(2);
        assertThat(between.functionSeconds()).isEqualTo(2.5);
    }

    @Test
    void onlyWhatChangesSomethingIsAChange() throws JsonProcessingException {
        Bill bill = bill("""
            {"calls": {"compute": {"firewalls.get": 5, "firewalls.insert": 1, "globalOperations.wait": 3,
                                   "backendServices.getHealth": 2, "instances.aggregatedList": 1,
                                   "regionInstanceGroups.setNamedPorts": 1},
                       "iap": {"a.SetIamPolicy": 1}}}
            """);

        assertThat(bill.changes()).isEqualTo(2);
    }

    private static Bill bill(String usage) throws JsonProcessingException {
        return Bill.of(new ObjectMapper().readTree(usage));
    }
}
