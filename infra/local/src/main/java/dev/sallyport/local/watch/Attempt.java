package dev.sallyport.local.watch;

/** One way in, tried in one guise. */
public record Attempt(WayIn way, Guise guise) {}
