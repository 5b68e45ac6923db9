package dev.sallyport.local.identity;

import com.google.protobuf.ByteString;
import dev.sallyport.local.state.Form;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;

/** The private key in PKCS #8, from which the public one follows. */
final class SigningKeyForm implements Form<SigningKey> {
    @Override
    public ByteString written(SigningKey key) {
        return ByteString.copyFrom(key.privateKey().getEncoded());
    }

    @Override
    public SigningKey read(ByteString bytes) {
        try {
            KeyFactory rsa = KeyFactory.getInstance("RSA");
            RSAPrivateCrtKey privateKey =
                    (RSAPrivateCrtKey) rsa.generatePrivate(new PKCS8EncodedKeySpec(bytes.toByteArray()));
            RSAPublicKeySpec publicKey = new RSAPublicKeySpec(privateKey.getModulus(), privateKey.getPublicExponent());
            return new SigningKey(new KeyPair(rsa.generatePublic(publicKey), privateKey));
        } catch (GeneralSecurityException e) {
            throw Form.unreadable("an RSA key", e);
        }
    }
}
