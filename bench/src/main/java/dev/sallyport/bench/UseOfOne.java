package dev.sallyport.bench;

import java.util.List;

/**
 * How much of something one deployment takes.
 *
 * @param together on average, of those provisioned together
 * @param alone of one with nothing else going on
 * @param least what the chain could not do without, as it is built
 * @param because what that is made up of
 */
record UseOfOne(String what, double together, double alone, double least, String because) {
    static List<UseOfOne> of(LoadFigures figures) {
        int count = figures.fleet().size();
        int stages = figures.lone().blueprint().stages().size();
        Bill all = figures.together();
        Bill one = figures.alone();
        long changes = one.changes();
        return List.of(
                new UseOfOne(
                        "calls of Compute Engine",
                        (double) all.calls("compute") / count,
                        one.calls("compute"),
                        3.0 * changes,
                        changes + " changes, each with a look before and one at its operation"),
                new UseOfOne(
                        "documents read",
                        documents(all, "read") / count,
                        documents(one, "read"),
                        2 + 2.0 * stages,
                        "two for the request; one for the claim and one for the completion of each stage"),
                new UseOfOne(
                        "documents written",
                        documents(all, "written") / count,
                        documents(one, "written"),
                        3 + 4.0 * stages,
                        "the same with an event each, and the event of the end"),
                new UseOfOne(
                        "messages published",
                        messages(all, "published") / count,
                        messages(one, "published"),
                        2 + 2.0 * stages,
                        "the request and one for each stage; and for each that it is accepted or done"),
                new UseOfOne(
                        "messages delivered",
                        messages(all, "pushed") / count,
                        messages(one, "pushed"),
                        1.0 + stages,
                        "the request and one for each stage, if nobody is to be told"),
                new UseOfOne(
                        "runs of functions", (double) all.allRuns() / count, one.allRuns(), 1.0 + stages, "the same"),
                new UseOfOne(
                        "seconds of functions",
                        all.functionSeconds() / count,
                        one.functionSeconds(),
                        one.functionSeconds(),
                        "as alone"));
    }

    private static double documents(Bill bill, String how) {
        return bill.documents().getOrDefault(how, 0L);
    }

    private static double messages(Bill bill, String how) {
        return bill.messages().getOrDefault(how, 0L);
    }
}
