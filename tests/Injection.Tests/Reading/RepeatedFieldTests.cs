using System.Text;
using ConfigSync.Injection.Tests.Cases;
using ConfigSync.TestKit.Json;

namespace ConfigSync.Injection.Tests.Reading;

/// <summary>A field that is given twice: the last one counts, for us as for whoever applies the patch.</summary>
public sealed class RepeatedFieldTests
{
    private const string Metadata = """ "metadata": {"name": "web", "labels": {"app": "web"}, "annotations": {"a": "b"}}, "metadata": {"name": "web"} """;
    private const string Volumes = """ "volumes": [{"name": "config", "configMap": {"name": "config"}}] """;
    private const string Mounts = """ "volumeMounts": [{"name": "config", "mountPath": "/etc/app.yaml", "subPath": "app.yaml"}] """;

    [Theory]
    [InlineData(Metadata, Mounts)]
    [InlineData(""" "metadata": {} """, """ "livenessProbe": {"exec": {"command": ["cat", "/etc/app.yaml"]}}, "livenessProbe": {},""" + Mounts)]
    [InlineData(""" "metadata": {} """, """ "livenessProbe": {"exec": {"command": ["cat", "/etc/app.yaml"]}, "exec": {}},""" + Mounts)]
    [InlineData(""" "metadata": {} """, """ "lifecycle": {"preStop": {"exec": {"command": ["cat", "/etc/app.yaml"]}}}, "lifecycle": {},""" + Mounts)]
    public void PatchOfAPodWithARepeatedFieldApplies(string metadata, string fields)
    {
        var pod = $$$"""{"kind": "Pod", {{{metadata}}}, "spec": {"containers": [{"name": "app", {{{fields}}} }], {{{Volumes}}} }}""";
        var result = new Injector(CaseSettings.Default).Inject(Encoding.UTF8.GetBytes(pod));
        var patched = PatchApplier.Apply(PatchApplier.Parse(pod), Encoding.UTF8.GetString(result.Patch.Span));
        Assert.Equal("injected", (string?)patched["metadata"]!["labels"]!["config-sync.dev/status"]);
    }

    [Fact]
    public void SpecThatIsGivenAgainReplacesTheFirst()
    {
        var pod = $$$"""{"kind": "Pod", "metadata": {}, "spec": {"containers": [{"name": "app", {{{Mounts}}} }], {{{Volumes}}} }, "spec": {"containers": [{"name": "app"}]}}""";
        Assert.Equal("no-source", new Injector(CaseSettings.Default).Inject(Encoding.UTF8.GetBytes(pod)).Reason.Code);
    }
}
