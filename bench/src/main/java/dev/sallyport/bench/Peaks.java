package dev.sallyport.bench;

/** The most that a process has had at once, of what Linux says of it. */
final class Peaks {
    private static final long KIBIBYTES_PER_MEBIBYTE = 1024;

    private final CloudProcess process;
    private long threads;

    Peaks(CloudProcess process) {
        this.process = process;
    }

    void look() {
        threads = Math.max(threads, process.status("Threads"));
    }

    /** Linux keeps the highest itself. */
    long residentMebibytes() {
        return process.status("VmHWM") / KIBIBYTES_PER_MEBIBYTE;
    }

    long threads() {
        return threads;
    }
}
