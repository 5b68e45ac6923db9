package dev.sallyport.bench;

import java.util.List;

/**
 * How much of something one deployment takes.
 *
 * @param together on average, of those provisioned together
 * @param alone of one with nothing else going on
 * @param least what it could not do without
 */
record UseOfOne(String what, double together, double alone, String least) {
    static List<UseOfOne> of(LoadFigures figures) {
        int count = figures.fleet().size();
        Bill all = figures.together();
        Bill one = figures.alone();
        return List.of(
                use("calls of Compute Engine", all.calls("compute"), one.calls("compute"), count, "?"),
                use("calls of other APIs", others(all), others(one), count, "?"),
                use("documents read", documents(all, "read"), documents(one, "read"), count, "?"),
                use("documents written", documents(all, "written"), documents(one, "written"), count, "?"),
                use("messages published", messages(all, "published"), messages(one, "published"), count, "?"),
                use("messages delivered", messages(all, "pushed"), messages(one, "pushed"), count, "?"),
                use("runs of functions", all.allRuns(), one.allRuns(), count, "?"),
                use("seconds of functions", all.functionSeconds(), one.functionSeconds(), count, "?"));
    }

    private static UseOfOne use(String what, double together, double alone, int count, String least) {
        return new UseOfOne(what, together / count, alone, least);
    }

    private static long others(Bill bill) {
        return bill.calls("iap")
                + bill.calls("cloudresourcemanager")
                + bill.calls("secretmanager")
                + bill.calls("iamcredentials");
    }

    private static long documents(Bill bill, String how) {
        return bill.documents().getOrDefault(how, 0L);
    }

    private static long messages(Bill bill, String how) {
        return bill.messages().getOrDefault(how, 0L);
    }
}
