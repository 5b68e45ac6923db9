package dev.sallyport.local.iam;

import java.time.Instant;
import java.util.Optional;

/**
 * What a policy is asked about: who, and the attributes that conditions look at.
 *
 * @param principal empty for a caller without credentials
 * @param host host of an HTTP request, lower case and without port
 * @param path path of an HTTP request, without the query
 */
public record AccessRequest(Optional<? extends Principal> principal, String host, String path, Instant time) {}
