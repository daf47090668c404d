using System.Text.Json.Nodes;
using ConfigSync.Cli.Security;

namespace ConfigSync.Cli.Tests.Security;

public sealed class PodSecurityTests
{
    private const string Hardened =
        """
        {"metadata":{"name":"p"},"spec":{
          "securityContext":{"runAsNonRoot":true,"seccompProfile":{"type":"RuntimeDefault"}},
          "containers":[{"name":"app","securityContext":{"allowPrivilegeEscalation":false,"capabilities":{"drop":["ALL"]}}}],
          "volumes":[{"name":"c","configMap":{"name":"c"}},{"name":"s","secret":{"secretName":"s"}},{"name":"e","emptyDir":{}},
            {"name":"p","projected":{"sources":[]}},{"name":"d","downwardAPI":{}},{"name":"v","persistentVolumeClaim":{"claimName":"v"}},
            {"name":"x","csi":{"driver":"d"}},{"name":"g","ephemeral":{}}]}}
        """;

    [Fact]
    public void HardenedPodIsRestricted()
    {
        Assert.Empty(PodSecurity.Breaches(JsonNode.Parse(Hardened)!));
        Assert.Equal(PodSecurityLevel.Restricted, PodSecurity.Level(JsonNode.Parse(Hardened)!));
    }

    [Fact]
    public void PodThatSaysNothingIsBaseline() =>
        Assert.Equal(PodSecurityLevel.Baseline, PodSecurity.Level(JsonNode.Parse("""{"spec":{"containers":[{"name":"app"}]}}""")!));

    // Paths into the hardened Pod, and what put there breaks which level.
    [Theory]
    [InlineData("spec/hostNetwork", "true", "Baseline")]
    [InlineData("spec/hostPID", "true", "Baseline")]
    [InlineData("spec/hostIPC", "true", "Baseline")]
    [InlineData("spec/securityContext/seccompProfile/type", "\"Unconfined\"", "Baseline")]
    [InlineData("spec/securityContext/sysctls", """[{"name":"kernel.msgmax","value":"1"}]""", "Baseline")]
    [InlineData("spec/securityContext/seLinuxOptions", """{"type":"spc_t"}""", "Baseline")]
    [InlineData("spec/securityContext/appArmorProfile", """{"type":"Unconfined"}""", "Baseline")]
    [InlineData("spec/securityContext/windowsOptions", """{"hostProcess":true}""", "Baseline")]
    [InlineData("spec/volumes/0/hostPath", """{"path":"/"}""", "Baseline")]
    [InlineData("metadata/annotations", """{"container.apparmor.security.beta.kubernetes.io/app":"unconfined"}""", "Baseline")]
    [InlineData("spec/containers/0/securityContext/privileged", "true", "Baseline")]
    [InlineData("spec/containers/0/securityContext/procMount", "\"Unmasked\"", "Baseline")]
    [InlineData("spec/containers/0/securityContext/capabilities/add", """["SYS_PTRACE"]""", "Baseline")]
    [InlineData("spec/containers/0/ports", """[{"containerPort":80,"hostPort":80}]""", "Baseline")]
    [InlineData("spec/containers/0/livenessProbe", """{"httpGet":{"host":"10.0.0.1","port":80}}""", "Baseline")]
    [InlineData("spec/ephemeralContainers", """[{"name":"debug","securityContext":{"privileged":true}}]""", "Baseline")]
    [InlineData("spec/securityContext/runAsUser", "0", "Restricted")]
    [InlineData("spec/securityContext/runAsNonRoot", "false", "Restricted")]
    [InlineData("spec/securityContext/seccompProfile", "null", "Restricted")]
    [InlineData("spec/containers/0/securityContext/runAsNonRoot", "false", "Restricted")]
    [InlineData("spec/containers/0/securityContext/runAsUser", "0", "Restricted")]
    [InlineData("spec/containers/0/securityContext/allowPrivilegeEscalation", "null", "Restricted")]
    [InlineData("spec/containers/0/securityContext/capabilities/drop", """["KILL"]""", "Restricted")]
    [InlineData("spec/containers/0/securityContext/capabilities/add", """["KILL"]""", "Restricted")]
    [InlineData("spec/initContainers", """[{"name":"init"}]""", "Restricted")]
    [InlineData("spec/volumes/0/nfs", """{"server":"s","path":"/"}""", "Restricted")]
    public void BreachLowersTheLevelByOneBelowTheOneThatForbidsIt(string path, string value, string forbidden)
    {
        var pod = JsonNode.Parse(Hardened)!;
        var names = path.Split('/');
        var parent = names[..^1].Aggregate(pod, (node, name) => int.TryParse(name, out var at) ? node[at]! : node[name]!);
        parent[names[^1]] = JsonNode.Parse(value);

        Assert.Equal(Enum.Parse<PodSecurityLevel>(forbidden) - 1, PodSecurity.Level(pod));
    }

    [Theory]
    [InlineData("spec/containers/0/securityContext/capabilities/add", """["NET_BIND_SERVICE"]""")]
    [InlineData("spec/shareProcessNamespace", "true")]
    [InlineData("spec/containers/0/ports", """[{"containerPort":80,"hostPort":0}]""")]
    [InlineData("spec/containers/0/livenessProbe", """{"httpGet":{"host":"","port":80}}""")]
    public void WhatIsAllowedLowersNothing(string path, string value)
    {
        var pod = JsonNode.Parse(Hardened)!;
        var names = path.Split('/');
        var parent = names[..^1].Aggregate(pod, (node, name) => int.TryParse(name, out var at) ? node[at]! : node[name]!);
        parent[names[^1]] = JsonNode.Parse(value);

        Assert.Empty(PodSecurity.Breaches(pod));
    }
}
