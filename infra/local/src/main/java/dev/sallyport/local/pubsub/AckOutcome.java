package dev.sallyport.local.pubsub;

import java.util.List;

/**
 * What came of acknowledgements, or of new ack deadlines.
 *
 * @param accepted the ack ids that held
 * @param expired the ack ids that do not hold any more
 */
record AckOutcome(List<String> accepted, List<String> expired) {}
