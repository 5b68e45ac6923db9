package dev.sallyport.local.iap;

import com.google.cloud.iap.v1.Brand;
import com.google.cloud.iap.v1.CreateBrandRequest;
import com.google.cloud.iap.v1.CreateIdentityAwareProxyClientRequest;
import com.google.cloud.iap.v1.DeleteIdentityAwareProxyClientRequest;
import com.google.cloud.iap.v1.GetBrandRequest;
import com.google.cloud.iap.v1.GetIdentityAwareProxyClientRequest;
import com.google.cloud.iap.v1.IdentityAwareProxyClient;
import com.google.cloud.iap.v1.IdentityAwareProxyOAuthServiceGrpc.IdentityAwareProxyOAuthServiceImplBase;
import com.google.cloud.iap.v1.ListBrandsRequest;
import com.google.cloud.iap.v1.ListBrandsResponse;
import com.google.cloud.iap.v1.ListIdentityAwareProxyClientsRequest;
import com.google.cloud.iap.v1.ListIdentityAwareProxyClientsResponse;
import com.google.cloud.iap.v1.ResetIdentityAwareProxyClientSecretRequest;
import com.google.protobuf.Empty;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;

/**
 * google.cloud.iap.v1.IdentityAwareProxyOAuthService, which Google turned off on 19 March 2026
 * (cloud.google.com/iap/docs/deprecations). Clients still have the calls, and get a refusal that says so.
 */
final class RetiredOAuthService extends IdentityAwareProxyOAuthServiceImplBase {
    @Override
    public void listBrands(ListBrandsRequest request, StreamObserver<ListBrandsResponse> observer) {
        refuse(observer);
    }

    @Override
    public void createBrand(CreateBrandRequest request, StreamObserver<Brand> observer) {
        refuse(observer);
    }

    @Override
    public void getBrand(GetBrandRequest request, StreamObserver<Brand> observer) {
        refuse(observer);
    }

    @Override
    public void createIdentityAwareProxyClient(
            CreateIdentityAwareProxyClientRequest request, StreamObserver<IdentityAwareProxyClient> observer) {
        refuse(observer);
    }

    @Override
    public void listIdentityAwareProxyClients(
            ListIdentityAwareProxyClientsRequest request,
            StreamObserver<ListIdentityAwareProxyClientsResponse> observer) {
        refuse(observer);
    }

    @Override
    public void getIdentityAwareProxyClient(
            GetIdentityAwareProxyClientRequest request, StreamObserver<IdentityAwareProxyClient> observer) {
        refuse(observer);
    }

    @Override
    public void resetIdentityAwareProxyClientSecret(
            ResetIdentityAwareProxyClientSecretRequest request, StreamObserver<IdentityAwareProxyClient> observer) {
        refuse(observer);
    }

    @Override
    public void deleteIdentityAwareProxyClient(
            DeleteIdentityAwareProxyClientRequest request, StreamObserver<Empty> observer) {
        refuse(observer);
    }

    private static void refuse(StreamObserver<?> observer) {
        observer.onError(Status.UNIMPLEMENTED
                .withDescription("The IAP OAuth Admin API was turned off on 19 March 2026: brands and clients cannot be"
                        + " made by program. Use a Google-managed client, or make one by hand in Google Auth Platform.")
                .asRuntimeException());
    }
}
