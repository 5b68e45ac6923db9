package dev.sallyport.finding;

import dev.sallyport.blueprint.StageName;
import java.util.Optional;

/**
 * Something that has to be so of every protected application.
 *
 * @param id names it in requests, findings and reports, such as {@code iap-on}
 * @param title what has to be so, in one line
 * @param benchmark its number in the CIS Google Cloud Platform Foundation Benchmark 3.0 (cisecurity.org), where there is one
 * @param mode what is done about it where the request says nothing
 * @param stage the one that makes it true again; empty where only a person can, for what violates it is not Sallyport's
 * @param remedy what a person can do
 */
public record Control(
        String id,
        String title,
        Severity severity,
        Optional<String> benchmark,
        Mode mode,
        Optional<StageName> stage,
        String remedy) {}
