package dev.sallyport.local.firestore;

/** All that the local Firestore and Google's emulator have in common. */
interface FirestoreContract
        extends DocumentContract,
                CommitContract,
                TransactionContract,
                QueryContract,
                FilterContract,
                AggregationContract,
                ListenContract {}
