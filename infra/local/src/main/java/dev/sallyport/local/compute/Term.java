package dev.sallyport.local.compute;

/** Something that resources are looked up by, other than their own link. */
sealed interface Term {

    /** The resource refers to this other one. */
    record Refers(Link target) implements Term {}

    /** The resource has this IP address, or wants traffic to it. */
    record HasAddress(String address) implements Term {}

    /** The resource has this IP address in this subnetwork, given by its URL. */
    record HasInternalAddress(String subnetwork, String address) implements Term {}

    /** The resource has this numeric id among those of its collection. */
    record HasId(Scope scope, String collection, String id) implements Term {}

    /** The operation inserts or deletes this resource, and takes its time. */
    record Changes(Link target) implements Term {}
}
