package dev.sallyport.local.secretmanager;

import dev.sallyport.local.api.ApiException;
import dev.sallyport.local.projects.Projects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads resource names of secrets; canonical names have the project's number. */
record SecretNames(Projects projects) {
    private static final Pattern PROJECT = Pattern.compile("projects/(?<project>[^/]+)");
    private static final Pattern SECRET = Pattern.compile(PROJECT + "/secrets/(?<secret>[A-Za-z0-9_-]{1,255})");
    private static final Pattern VERSION = Pattern.compile(SECRET + "/versions/(?<version>latest|[1-9][0-9]*)");

    /** @param id the version's number, or {@code latest} */
    record Version(String secret, String id) {}

    String project(String name) {
        return canonicalProject(matched(PROJECT, name, "projects/PROJECT"));
    }

    String secret(String name) {
        return canonicalSecret(matched(SECRET, name, "projects/PROJECT/secrets/SECRET"));
    }

    Version version(String name) {
        Matcher matcher = matched(VERSION, name, "projects/PROJECT/secrets/SECRET/versions/NUMBER_OR_latest");
        return new Version(canonicalSecret(matcher), matcher.group("version"));
    }

    private String canonicalSecret(Matcher matcher) {
        return canonicalProject(matcher) + "/secrets/" + matcher.group("secret");
    }

    private String canonicalProject(Matcher matcher) {
        return "projects/" + projects.named(matcher.group("project")).number();
    }

    private static Matcher matched(Pattern pattern, String name, String expected) {
        Matcher matcher = pattern.matcher(name);
        if (!matcher.matches()) {
            throw ApiException.invalid("'" + name + "' is not valid; expected " + expected);
        }
        return matcher;
    }
}
