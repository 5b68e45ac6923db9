package dev.sallyport.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.cloud.compute.v1.AccessConfig;
import com.google.cloud.compute.v1.AttachedDisk;
import com.google.cloud.compute.v1.AttachedDiskInitializeParams;
import com.google.cloud.compute.v1.InstanceProperties;
import com.google.cloud.compute.v1.Items;
import com.google.cloud.compute.v1.Metadata;
import com.google.cloud.compute.v1.NetworkInterface;
import com.google.cloud.compute.v1.ServiceAccount;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The label of an instance template that tells its contents, as the stage that makes templates computes it. */
final class ContentsLabel {
    static final String KEY = "sallyport-contents";
    private static final int LENGTH = 16;

    private ContentsLabel() {}

    /** @param request the deployment's, with its defaults */
    static String of(JsonNode request) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream output = CodedOutputStream.newInstance(bytes);
        output.useDeterministicSerialization();
        try {
            properties(request).writeTo(output);
            output.flush();
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
            return HexFormat.of().formatHex(digest).substring(0, LENGTH);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static InstanceProperties properties(JsonNode request) {
        JsonNode template = request.path("instanceTemplate");
        String network = "projects/" + request.path("project").asText() + "/global/networks/"
                + request.path("network").asText();
        ServiceAccount.Builder account = ServiceAccount.newBuilder().setEmail("default");
        template.path("scopes").forEach(scope -> account.addScopes(scope.asText()));
        return InstanceProperties.newBuilder()
                .setMachineType(template.path("machineType").asText())
                .addDisks(AttachedDisk.newBuilder()
                        .setBoot(true)
                        .setAutoDelete(true)
                        .setInitializeParams(AttachedDiskInitializeParams.newBuilder()
                                .setSourceImage(template.path("image").asText())
                                .setDiskSizeGb(template.path("diskSizeGb").asLong())))
                .addNetworkInterfaces(NetworkInterface.newBuilder()
                        .setNetwork(network)
                        .addAccessConfigs(AccessConfig.newBuilder()
                                .setName("External NAT")
                                .setType("ONE_TO_ONE_NAT")))
                .addServiceAccounts(account)
                .setMetadata(Metadata.newBuilder()
                        .addItems(Items.newBuilder().setKey("startup-script").setValue(script(template))))
                .build();
    }

    private static String script(JsonNode template) {
        StringBuilder script = new StringBuilder();
        JsonNode written = template.path("startupScript");
        if (written.isTextual()) {
            return written.asText();
        }
        written.forEach(line -> script.append(line.asText()).append('\n'));
        return script.toString();
    }
}
