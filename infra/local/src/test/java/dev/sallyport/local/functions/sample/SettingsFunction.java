package dev.sallyport.local.functions.sample;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers with the setting, the class or the count that the query asks for. */
public final class SettingsFunction implements HttpFunction {
    private static final AtomicInteger CALLS = new AtomicInteger();

    @Override
    public void service(HttpRequest request, HttpResponse response) throws IOException {
        String answer = request.getFirstQueryParameter("class")
                .map(SettingsFunction::find)
                .or(() -> request.getFirstQueryParameter("setting").map(this::setting))
                .orElseGet(() -> String.valueOf(CALLS.incrementAndGet()));
        response.getWriter().write(answer);
    }

    private static String find(String name) {
        try {
            return "loaded by " + Class.forName(name).getClassLoader().getName();
        } catch (ClassNotFoundException e) {
            return "not found";
        }
    }

    private String setting(String name) {
        Properties settings = new Properties();
        try (InputStream resource =
                getClass().getClassLoader().getResourceAsStream("META-INF/function-environment.properties")) {
            settings.load(resource);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return settings.getProperty(name, "not set");
    }
}
