using ConfigSync.Contract;
using ConfigSync.Injection.Policy;

namespace ConfigSync.Injection.Tests.Policy;

public sealed class SettingRulesTests
{
    [Fact]
    public void EveryAnnotationHasARule() =>
        Assert.Equal(PodAnnotations.All.Select(annotation => annotation.Name).Order(), SettingRules.ByName.Keys.Order());

    [Theory]
    [InlineData("profile", "gateway-2")]
    [InlineData("containers", "app, side")]
    [InlineData("sources", "configmaps,secrets,my-volume")]
    [InlineData("process", "node (renderer)", false)]
    [InlineData("process", "prometheus")]
    [InlineData("process", "ünïcode.bin")]
    [InlineData("reload-url", "http://localhost:8080/-/reload?x=1#y")]
    [InlineData("reload-url", "https://[::1]:8443/")]
    [InlineData("reload-url", "HTTP://LOCALHOST/")]
    [InlineData("reload-url", "/-/reload", false)]
    [InlineData("reload-url", "localhost:8080", false)]
    [InlineData("reload-url", "file:///etc/passwd", false)]
    [InlineData("reload-url", "http://user@localhost/", false)]
    [InlineData("reload-url", "http://localhost/a b", false)]
    [InlineData("reload-url", "http://localhost/\u00e9", false)]
    [InlineData("reload-method", "post", false)]
    [InlineData("verify-timeout", "1s")]
    [InlineData("verify-timeout", "1h")]
    [InlineData("verify-timeout", "999ms", false)]
    [InlineData("interval", "1h1s", false)]
    [InlineData("interval", "60", false)]
    [InlineData("interval", "999999999h999999999h", false)]
    [InlineData("interval", " 60s", false)]
    [InlineData("signal", "SIGHUP")]
    [InlineData("signal", "HUP", false)]
    [InlineData("signal", "sighup", false)]
    [InlineData("signal", "SIGSTOP", false)]
    [InlineData("signal", "1", false)]
    [InlineData("target-claim", "data.web-0")]
    [InlineData("target-claim", "-data", false)]
    [InlineData("target-path", "/srv/conf/")]
    [InlineData("target-path", "/srv/..data")]
    [InlineData("target-path", "srv", false)]
    [InlineData("target-path", "/", false)]
    [InlineData("target-path", "//", false)]
    [InlineData("target-path", "/./", false)]
    [InlineData("target-path", "/srv/..", false)]
    [InlineData("target-path", "/srv:ro", false)]
    [InlineData("target-path", "/srv\n", false)]
    [InlineData("target-path", "/proc", false)]
    [InlineData("target-path", "/sys/fs", false)]
    [InlineData("target-path", "/dev/shm", false)]
    [InlineData("target-path", "/config-sync/x", false)]
    [InlineData("target-path", "/var/run/secrets", false)]
    [InlineData("target-path", "/var/run/secrets/kubernetes.io/serviceaccount/x", false)]
    [InlineData("target-path", "/processes")]
    [InlineData("run-as-user", "0")]
    [InlineData("run-as-user", "2147483647")]
    [InlineData("run-as-user", "2147483648", false)]
    [InlineData("run-as-user", "+1", false)]
    [InlineData("run-as-user", "", false)]
    [InlineData("subpath", "Auto", false)]
    [InlineData("sidecar", "native")]
    public void RuleAcceptsWhatItSays(string name, string value, bool accepted = true) => Assert.Equal(accepted, SettingRules.ByName[name].Accepts(value));

    [Theory]
    [InlineData("target-path", 1025)]
    [InlineData("reload-url", 2100)]
    [InlineData("process", 256)]
    [InlineData("containers", 64)]
    [InlineData("target-claim", 254)]
    public void VeryLongValueIsRefused(string name, int length)
    {
        var start = name == "target-path" ? "/" : name == "reload-url" ? "http://x/" : "";
        Assert.False(SettingRules.ByName[name].Accepts(start + new string('a', length)));
    }
}
