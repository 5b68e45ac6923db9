package dev.sallyport.chatops;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import java.io.IOException;
import java.time.InstantSource;

/** The function as it would have been hosted when Slack signed the request of its documentation. */
public final class SlackOf2018 implements HttpFunction {
    private final SlackFunction slack =
            new SlackFunction(new Office(ChatSettings.ofEnvironment(), InstantSource.fixed(DocumentedRequest.AT)));

    /** For whoever hosts functions. */
    public SlackOf2018() {}

    @Override
    public void service(HttpRequest request, HttpResponse response) throws IOException {
        slack.service(request, response);
    }
}
