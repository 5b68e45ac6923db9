package dev.sallyport.compliance;

import dev.sallyport.deployment.FindingNews;
import dev.sallyport.finding.Control;
import dev.sallyport.finding.Controls;
import dev.sallyport.finding.Finding;
import dev.sallyport.finding.FindingWords;
import dev.sallyport.finding.Happening;
import dev.sallyport.finding.Mode;

/** What people are told of a finding. */
final class FindingNotices {
    private FindingNotices() {}

    /** @param mode what is done about the finding */
    static FindingNews of(Happening happening, Mode mode) {
        Finding finding = happening.finding();
        Control control = Controls.get(finding.last().control());
        return new FindingNews(
                finding.key(),
                control.id(),
                change(happening.kind()),
                finding.severity().toString(),
                (happening.kind() == Happening.Kind.STUCK ? Mode.ASK : mode).toString(),
                control.id() + ": " + finding.last().subject(),
                FindingWords.of(happening),
                control.remedy(),
                finding.closed().orElse(finding.lastSeen()));
    }

    private static FindingNews.Change change(Happening.Kind kind) {
        return switch (kind) {
            case OPENED -> FindingNews.Change.OPENED;
            case CHANGED, STUCK -> FindingNews.Change.CHANGED;
            case CLOSED -> FindingNews.Change.CLOSED;
            case REPAIRED -> FindingNews.Change.REPAIRED;
        };
    }
}
