package dev.sallyport.local.firestore;

import com.google.firestore.v1.BatchGetDocumentsRequest;
import com.google.firestore.v1.BatchGetDocumentsResponse;
import com.google.firestore.v1.BatchWriteRequest;
import com.google.firestore.v1.BatchWriteResponse;
import com.google.firestore.v1.BeginTransactionRequest;
import com.google.firestore.v1.BeginTransactionResponse;
import com.google.firestore.v1.CommitRequest;
import com.google.firestore.v1.CommitResponse;
import com.google.firestore.v1.CreateDocumentRequest;
import com.google.firestore.v1.DeleteDocumentRequest;
import com.google.firestore.v1.Document;
import com.google.firestore.v1.FirestoreGrpc.FirestoreImplBase;
import com.google.firestore.v1.GetDocumentRequest;
import com.google.firestore.v1.ListCollectionIdsRequest;
import com.google.firestore.v1.ListCollectionIdsResponse;
import com.google.firestore.v1.ListDocumentsRequest;
import com.google.firestore.v1.ListDocumentsResponse;
import com.google.firestore.v1.ListenRequest;
import com.google.firestore.v1.ListenResponse;
import com.google.firestore.v1.PartitionQueryRequest;
import com.google.firestore.v1.PartitionQueryResponse;
import com.google.firestore.v1.RollbackRequest;
import com.google.firestore.v1.RunAggregationQueryRequest;
import com.google.firestore.v1.RunAggregationQueryResponse;
import com.google.firestore.v1.RunQueryRequest;
import com.google.firestore.v1.RunQueryResponse;
import com.google.firestore.v1.UpdateDocumentRequest;
import com.google.protobuf.Empty;
import io.grpc.stub.StreamObserver;

/** The service's methods, each handed to the object that knows about it. */
final class FirestoreService extends FirestoreImplBase {
    private final Calls calls;
    private final DocumentsRead read;
    private final DocumentCalls documents;
    private final ListCalls lists;
    private final QueryCalls queries;
    private final CommitCalls commits;
    private final ListenCalls listens;

    FirestoreService(Calls calls, Databases databases, DocumentIds ids, DocumentsRead read) {
        this.calls = calls;
        this.read = read;
        this.documents = new DocumentCalls(databases, ids);
        this.lists = new ListCalls(databases);
        this.queries = new QueryCalls(databases);
        this.commits = new CommitCalls(databases);
        this.listens = new ListenCalls(databases, calls);
    }

    @Override
    public void getDocument(GetDocumentRequest request, StreamObserver<Document> observer) {
        calls.answerSoon(observer, patience -> {
            Document found = documents.get(request, patience);
            read.one();
            return found;
        });
    }

    @Override
    public void createDocument(CreateDocumentRequest request, StreamObserver<Document> observer) {
        calls.answer(observer, () -> documents.create(request));
    }

    @Override
    public void updateDocument(UpdateDocumentRequest request, StreamObserver<Document> observer) {
        calls.answer(observer, () -> documents.update(request));
    }

    @Override
    public void deleteDocument(DeleteDocumentRequest request, StreamObserver<Empty> observer) {
        calls.answerEmpty(observer, () -> documents.delete(request));
    }

    @Override
    public void batchGetDocuments(
            BatchGetDocumentsRequest request, StreamObserver<BatchGetDocumentsResponse> observer) {
        calls.answerAllSoon(observer, patience -> read.named(documents.batchGet(request, patience)));
    }

    @Override
    public void listDocuments(ListDocumentsRequest request, StreamObserver<ListDocumentsResponse> observer) {
        calls.answer(observer, () -> read.listed(lists.documents(request)));
    }

    @Override
    public void listCollectionIds(
            ListCollectionIdsRequest request, StreamObserver<ListCollectionIdsResponse> observer) {
        calls.answer(observer, () -> lists.collectionIds(request));
    }

    @Override
    public void runQuery(RunQueryRequest request, StreamObserver<RunQueryResponse> observer) {
        calls.answerAll(observer, () -> read.found(queries.run(request)));
    }

    @Override
    public void runAggregationQuery(
            RunAggregationQueryRequest request, StreamObserver<RunAggregationQueryResponse> observer) {
        calls.answerAll(observer, () -> read.aggregated(queries.aggregate(request)));
    }

    @Override
    public void partitionQuery(PartitionQueryRequest request, StreamObserver<PartitionQueryResponse> observer) {
        calls.answer(observer, () -> queries.partition(request));
    }

    @Override
    public void beginTransaction(BeginTransactionRequest request, StreamObserver<BeginTransactionResponse> observer) {
        calls.answerSoon(observer, patience -> commits.begin(request, patience));
    }

    @Override
    public void commit(CommitRequest request, StreamObserver<CommitResponse> observer) {
        calls.answerSoon(observer, patience -> commits.commit(request, patience));
    }

    @Override
    public void rollback(RollbackRequest request, StreamObserver<Empty> observer) {
        calls.answerEmpty(observer, () -> commits.rollBack(request));
    }

    @Override
    public void batchWrite(BatchWriteRequest request, StreamObserver<BatchWriteResponse> observer) {
        calls.answer(observer, () -> commits.batchWrite(request));
    }

    @Override
    public StreamObserver<ListenRequest> listen(StreamObserver<ListenResponse> observer) {
        return listens.open(observer);
    }
}
