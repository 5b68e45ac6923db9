package dev.sallyport.local.compute;

/** What a method of the Compute API does to its collection, as far as all collections do it the same way. */
enum MethodKind {
    INSERT,
    GET,
    LIST,
    AGGREGATED_LIST,
    PATCH,
    UPDATE,
    DELETE,
    SET_LABELS,
    GET_IAM_POLICY,
    SET_IAM_POLICY,
    TEST_IAM_PERMISSIONS,
    /** Waits for an operation. */
    WAIT,
    /** Something of the collection's own. */
    CUSTOM
}
