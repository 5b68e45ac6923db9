package dev.sallyport.local.iap;

import com.google.cloud.iap.v1.GetIapSettingsRequest;
import com.google.cloud.iap.v1.IapSettings;
import com.google.cloud.iap.v1.IdentityAwareProxyAdminServiceGrpc.IdentityAwareProxyAdminServiceImplBase;
import com.google.cloud.iap.v1.UpdateIapSettingsRequest;
import com.google.iam.v1.GetIamPolicyRequest;
import com.google.iam.v1.Policy;
import com.google.iam.v1.SetIamPolicyRequest;
import com.google.iam.v1.TestIamPermissionsRequest;
import com.google.iam.v1.TestIamPermissionsResponse;
import dev.sallyport.local.grpc.Unary;
import dev.sallyport.local.iam.Policies;
import dev.sallyport.local.iam.PolicyCalls;
import dev.sallyport.local.logging.AuditEntry;
import io.grpc.stub.StreamObserver;

/** google.cloud.iap.v1.IdentityAwareProxyAdminService; tunnel destination groups are absent. */
final class IapAdminService extends IdentityAwareProxyAdminServiceImplBase {
    private final IapResourceNames names;
    private final PolicyCalls policyCalls;
    private final SettingsByResource settings;
    private final IapActivity activity;

    IapAdminService(IapResourceNames names, Policies policies, SettingsByResource settings, IapActivity activity) {
        this.names = names;
        this.policyCalls =
                new PolicyCalls(policies, resource -> names.withPolicy(resource).name());
        this.settings = settings;
        this.activity = activity;
    }

    @Override
    public void getIamPolicy(GetIamPolicyRequest request, StreamObserver<Policy> observer) {
        policyCalls.get(request, observer);
    }

    @Override
    public void setIamPolicy(SetIamPolicyRequest request, StreamObserver<Policy> observer) {
        policyCalls.set(
                request,
                activity.of(AuditEntry.Log.ACTIVITY, "SetIamPolicy", request.getResource(), request, observer));
    }

    @Override
    public void testIamPermissions(
            TestIamPermissionsRequest request, StreamObserver<TestIamPermissionsResponse> observer) {
        policyCalls.test(request, observer);
    }

    @Override
    public void getIapSettings(GetIapSettingsRequest request, StreamObserver<IapSettings> observer) {
        Unary.answer(observer, () -> settings.get(names.withSettings(request.getName())));
    }

    @Override
    public void updateIapSettings(UpdateIapSettingsRequest request, StreamObserver<IapSettings> observer) {
        String asked = request.getIapSettings().getName();
        // Google counts this as writing data, which admin activity logs do not have.
        StreamObserver<IapSettings> audited =
                activity.of(AuditEntry.Log.DATA_ACCESS, "UpdateIapSettings", asked, request, observer);
        Unary.answer(audited, () -> {
            IapResource resource = names.withSettings(asked);
            return settings.update(resource, request.getIapSettings(), request.getUpdateMask());
        });
    }
}
