package dev.sallyport.bench;

/**
 * One start of the local cloud, as it stood when it said that it was ready. What Linux says of the process is 0
 * elsewhere.
 *
 * @param readySeconds from the call of the script to the ready line
 * @param processorSeconds that all threads spent until then, in user mode and in the kernel
 */
record Startup(double readySeconds, double processorSeconds, double residentMebibytes, int threads) {
    private static final double KIBIBYTES_PER_MEBIBYTE = 1024;

    /** Starts a local cloud on free ports and ends it as soon as it is ready. */
    static Startup of(String... options) {
        long begun = System.nanoTime();
        try (CloudProcess cloud = CloudProcess.up(options)) {
            cloud.linesTo(line -> line.startsWith("ready "));
            return new Startup(
                    (System.nanoTime() - begun) / 1e9,
                    cloud.processorSeconds(),
                    cloud.status("VmRSS") / KIBIBYTES_PER_MEBIBYTE,
                    (int) cloud.status("Threads"));
        }
    }
}
