package dev.sallyport.local.firestore;

import com.google.firestore.v1.BatchWriteRequest;
import com.google.firestore.v1.BatchWriteResponse;
import com.google.firestore.v1.BeginTransactionRequest;
import com.google.firestore.v1.BeginTransactionResponse;
import com.google.firestore.v1.CommitRequest;
import com.google.firestore.v1.CommitResponse;
import com.google.firestore.v1.RollbackRequest;
import com.google.firestore.v1.Write;
import com.google.firestore.v1.WriteResult;
import com.google.protobuf.ByteString;
import com.google.rpc.Status;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The calls that begin transactions and end them, and those that write without one. */
final class CommitCalls {
    private final Databases databases;

    CommitCalls(Databases databases) {
        this.databases = databases;
    }

    BeginTransactionResponse begin(BeginTransactionRequest request, Patience patience) {
        return BeginTransactionResponse.newBuilder()
                .setTransaction(databases.get(request.getDatabase()).begin(request.getOptions(), patience))
                .build();
    }

    void rollBack(RollbackRequest request) {
        databases.get(request.getDatabase()).rollBack(request.getTransaction());
    }

    CommitResponse commit(CommitRequest request, Patience patience) {
        DatabaseName database = DatabaseName.parse(request.getDatabase());
        Optional<ByteString> transaction = Optional.of(request.getTransaction()).filter(id -> !id.isEmpty());
        PendingCommit.Outcome outcome = databases
                .get(database)
                .commit(PendingCommit.of(request.getWritesList(), database), transaction, patience);
        return CommitResponse.newBuilder()
                .addAllWriteResults(outcome.results())
                .setCommitTime(ProtoTime.of(outcome.time()))
                .build();
    }

    /** Each write is a commit of its own. */
    BatchWriteResponse batchWrite(BatchWriteRequest request) {
        DatabaseName database = DatabaseName.parse(request.getDatabase());
        checkDistinct(request.getWritesList(), database);
        BatchWriteResponse.Builder response = BatchWriteResponse.newBuilder();
        request.getWritesList().forEach(write -> addOutcome(response, write, database));
        return response.build();
    }

    private static void checkDistinct(List<Write> writes, DatabaseName database) {
        Set<DocumentName> names = new HashSet<>();
        for (Write write : writes) {
            DocumentName name = WriteOperation.of(write, database).name();
            if (!names.add(name)) {
                throw FirestoreException.invalid("writes: several to " + name + " (expected: one for each document)");
            }
        }
    }

    private void addOutcome(BatchWriteResponse.Builder response, Write write, DatabaseName database) {
        try {
            PendingCommit.Outcome outcome = databases.get(database).commit(PendingCommit.of(List.of(write), database));
            response.addWriteResults(outcome.results().get(0)).addStatus(Status.getDefaultInstance());
        } catch (FirestoreException e) {
            response.addWriteResults(WriteResult.getDefaultInstance())
                    .addStatus(Status.newBuilder()
                            .setCode(e.status().getCode().value())
                            .setMessage(e.getMessage()));
        }
    }
}
