package dev.sallyport.local.iam;

import com.google.iam.v1.GetIamPolicyRequest;
import com.google.iam.v1.Policy;
import com.google.iam.v1.SetIamPolicyRequest;
import com.google.iam.v1.TestIamPermissionsRequest;
import com.google.iam.v1.TestIamPermissionsResponse;
import dev.sallyport.local.grpc.Unary;
import io.grpc.stub.StreamObserver;
import java.util.function.UnaryOperator;

/**
 * The three calls about policies as every service of Google Cloud that has resources with policies answers them.
 *
 * @param canonicalName finds the resource a caller names, by id or number, and gives the name its policy is kept by;
 *     refuses what is not there
 */
public record PolicyCalls(Policies policies, UnaryOperator<String> canonicalName) {
    public void get(GetIamPolicyRequest request, StreamObserver<Policy> observer) {
        Unary.answer(observer, () -> policies.get(canonicalName.apply(request.getResource()), request));
    }

    public void set(SetIamPolicyRequest request, StreamObserver<Policy> observer) {
        Unary.answer(observer, () -> policies.set(canonicalName.apply(request.getResource()), request));
    }

    public void test(TestIamPermissionsRequest request, StreamObserver<TestIamPermissionsResponse> observer) {
        Unary.answer(observer, () -> {
            canonicalName.apply(request.getResource());
            return policies.test(request);
        });
    }
}
