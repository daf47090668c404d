using ConfigSync.Injection.Policy;

namespace ConfigSync.Injection.Tests.Policy;

public sealed class InjectionPolicyTests
{
    [Theory] // The rows of the table in InjectionPolicy, in its order.
    [InlineData("""{"annotations":{"kubernetes.io/config.mirror":""},"labels":{"config-sync.dev/inject":"disabled"}}""", "{}", "mirror-pod")]
    [InlineData("""{"labels":{"config-sync.dev/inject":"disabled"}}""", """{"os":{"name":"windows"}}""", "disabled")]
    [InlineData("""{"labels":{"config-sync.dev/inject":"false"}}""", "{}", "disabled")]
    [InlineData("{}", """{"os":{"name":"windows"}}""", "windows-pod")]
    [InlineData("{}", """{"nodeSelector":{"kubernetes.io/os":"windows"}}""", "windows-pod")]
    [InlineData("{}", """{"os":{"name":"linux"},"nodeSelector":{"kubernetes.io/os":"linux"}}""", null)]
    [InlineData("""{"labels":{"config-sync.dev/inject":"enabled"}}""", "{}", null)]
    [InlineData("""{"labels":{"config-sync.dev/inject":"nonsense"}}""", "{}", null)]
    [InlineData("""{"labels":{"kubernetes.io/config.mirror":""}}""", "{}", null)]
    [InlineData("""{"annotations":{"config-sync.dev/inject":"disabled"}}""", "{}", null)]
    public void FirstRowThatFitsDecides(string metadata, string spec, string? code) =>
        Assert.Equal(code, InjectionPolicy.WhyNot(Some.Read($"{{\"metadata\":{metadata},\"spec\":{spec}}}"))?.Code);
}
