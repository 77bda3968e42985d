package lab.runtime.registry;

/**
 * How registries are reached.
 *
 * @param credentials the logins of the user
 * @param config what the user says about registries
 * @param plainHttp whether plain HTTP was asked for, wherever the registry is
 * @param patience how long and how often something is tried
 */
public record Access(Credentials credentials, RegistryConfig config, boolean plainHttp, Patience patience) {

    /** Whether a registry is spoken to in plain HTTP because the user says so. */
    boolean insecure(String registry) {
        return plainHttp || config.insecure().contains(registry);
    }
}
