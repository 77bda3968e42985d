package lab.runtime.container;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lab.runtime.network.LinkQuality;
import lab.runtime.network.NetworkSettings;
import lab.runtime.network.Port;
import lab.runtime.network.Prefix;
import org.jspecify.annotations.Nullable;

/** What a container wants of networks as JSON. */
final class NetworkCodec {

    private NetworkCodec() {}

    static Map<String, Object> write(NetworkSettings settings) {
        var json = new LinkedHashMap<String, Object>();
        json.put("network", settings.network());
        json.put("addresses", addresses(settings.addresses()));
        json.put("aliases", settings.aliases());
        json.put("ports", settings.ports().stream().map(Port::toString).toList());
        json.put("dns", addresses(settings.dns()));
        json.put("hosts", settings.hosts());
        json.put("rate", settings.link().rate());
        json.put("delay", settings.link().delayMicros());
        json.put("loss", settings.link().loss());
        return json;
    }

    private static List<String> addresses(List<InetAddress> addresses) {
        return addresses.stream().map(InetAddress::getHostAddress).toList();
    }

    /** Reads it; a record of an earlier version has none. */
    static NetworkSettings read(@Nullable Object written) {
        if (!(written instanceof Map<?, ?> json)) {
            return NetworkSettings.NONE;
        }
        return new NetworkSettings(
                String.valueOf(json.get("network")),
                texts(json, "addresses").stream().map(Prefix::parseAddress).toList(),
                texts(json, "aliases"),
                texts(json, "ports").stream().map(Port::parse).toList(),
                texts(json, "dns").stream().map(Prefix::parseAddress).toList(),
                texts(json, "hosts"),
                new LinkQuality(
                        number(json, "rate").longValue(),
                        number(json, "delay").longValue(),
                        number(json, "loss").doubleValue()));
    }

    private static Number number(Map<?, ?> json, String field) {
        return json.get(field) instanceof Number number ? number : 0;
    }

    private static List<String> texts(Map<?, ?> json, String field) {
        return json.get(field) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }
}
