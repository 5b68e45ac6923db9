package dev.sallyport.local.functions.sample;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import java.io.IOException;

/** A POST lets one request pass the gate; every answer says how many have come. */
public final class GateKeeperFunction implements HttpFunction {
    @Override
    public void service(HttpRequest request, HttpResponse response) throws IOException {
        if (request.getMethod().equals("POST")) {
            GateFunction.GATE.release();
        }
        response.getWriter().write(GateFunction.counts());
    }
}
