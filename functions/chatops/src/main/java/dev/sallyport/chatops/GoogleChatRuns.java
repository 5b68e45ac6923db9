package dev.sallyport.chatops;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Keeps one message for each run in a space, and changes it as stages finish; what more there is to say is said in its thread. */
final class GoogleChatRuns {
    private final NewsDesk desk;
    private final String space;
    private final GoogleChatDialect dialect = new GoogleChatDialect();

    GoogleChatRuns(NewsDesk desk, String space) {
        this.desk = desk;
        this.space = space;
    }

    void show(News news) {
        String id = notice(news.run());
        ObjectNode message = message(desk.standing().run(news, dialect));
        Optional<String> posted = desk.notices().find(id);
        if (posted.isPresent()) {
            desk.chatApi().update(posted.get(), message);
        } else {
            desk.once(id, () -> desk.chatApi().create(space, message, news.run(), id));
        }
        news.failed()
                .forEach(stage ->
                        say(news.failure(stage), news.run(), desk.standing().failure(news, stage, dialect)));
    }

    void show(FindingNotice finding) {
        say(finding.id(), finding.run(), finding.reply(desk.buttons(), dialect));
    }

    /** In a thread of its own: it is of no run. */
    void show(RefusalNotice refusal) {
        say(refusal.id(), refusal.id(), refusal.reply(dialect));
    }

    /** Under what it is kept that a message was created, and which. */
    static String notice(String what) {
        return "chat-" + what;
    }

    private void say(String what, String run, Reply reply) {
        String id = notice(what);
        desk.once(id, () -> desk.chatApi().create(space, message(reply), run, id));
    }

    private ObjectNode message(Reply reply) {
        return GoogleChatMessage.of(reply, dialect, desk.settings().chatFunction());
    }
}
