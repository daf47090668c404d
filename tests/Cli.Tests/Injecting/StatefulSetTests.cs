using System.Text;
using System.Text.Json.Nodes;
using ConfigSync.Configuration;
using ConfigSync.Injection;
using ConfigSync.TestKit.Json;
using ConfigSync.TestKit.Yaml;
using Newtonsoft.Json.Linq;

namespace ConfigSync.Cli.Tests.Injecting;

/// <summary>A StatefulSet's Pods have volumes that stand nowhere in its Pod template.</summary>
public sealed class StatefulSetTests
{
    private const string OwnVolume = "      volumes:\n        - {name: c, configMap: {name: c}}\n";
    private const string InsteadOfTheClaim = "        - {name: data, emptyDir: {}}\n";

    [Theory]
    [InlineData(OwnVolume)]
    [InlineData(OwnVolume + InsteadOfTheClaim)]
    public void PodIsInjectedAsItsClaimsMakeIt(string volumes)
    {
        var run = CommandRun.Inject(Set(volumes));

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains("into-volume", run.Output, StringComparison.Ordinal);
        AssertEqualsWebhook(Set(volumes), run.Output);
        Assert.Equal(run.Output, CommandRun.Inject(run.Output).Output);
    }

    [Fact]
    public void ClaimIsExplained()
    {
        var run = CommandRun.Explain(Set(OwnVolume));

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("into-volume: ", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("      volumes:\n")]
    [InlineData("      volumes: []\n")]
    public void TemplateWithoutVolumesGetsThoseOfTheInjection(string volumes)
    {
        var manifest = Set(volumes, "config-sync.dev/env-changes: restart")
            .Replace("            - {name: c, mountPath: /data/redis.conf, subPath: redis.conf}\n", "", StringComparison.Ordinal);
        var run = CommandRun.Inject(manifest);

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains("config-sync.dev/status: injected", run.Output, StringComparison.Ordinal);
        AssertEqualsWebhook(manifest, run.Output);
        Assert.DoesNotContain("persistentVolumeClaim", run.Output, StringComparison.Ordinal);
    }

    // What somebody else's applier of patches makes of the Pod that the StatefulSet's controller creates.
    private static void AssertEqualsWebhook(string manifest, string injected)
    {
        var pod = Pod(manifest);
        var claim = new JsonObject { ["name"] = "data", ["persistentVolumeClaim"] = new JsonObject { ["claimName"] = "data-redis-0" } };
        var volumes = pod["spec"]!["volumes"] as JsonArray ?? [];
        pod["spec"]!["volumes"] = new JsonArray([claim, .. volumes.Where(volume => volume!["name"]!.ToString() != "data").Select(volume => volume!.DeepClone())]);
        var patch = new Injector(new InjectorOptions().ToSettings()).Inject(Encoding.UTF8.GetBytes(pod.ToJsonString())).Patch;
        var expected = PatchApplier.Apply(PatchApplier.Parse(pod.ToJsonString()), Encoding.UTF8.GetString(patch.Span));
        expected["spec"]!["volumes"]![0]!.Remove();
        var actual = PatchApplier.Parse(Pod(injected).ToJsonString());
        actual["spec"]!["volumes"]!.FirstOrDefault(volume => (string?)volume["name"] == "data")?.Remove();

        Assert.True(JToken.DeepEquals(expected, actual), $"expected {expected}\nbut got {actual}");
    }

    private static JsonObject Pod(string manifest)
    {
        var template = ManifestYaml.Parse(manifest)[0]["spec"]!["template"]!;
        return new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Pod", ["metadata"] = template["metadata"]!.DeepClone(), ["spec"] = template["spec"]!.DeepClone() };
    }

    private static string Set(string volumes, string annotation = "example.com/a: b") =>
        $$"""
        apiVersion: apps/v1
        kind: StatefulSet
        metadata:
          name: redis
        spec:
          template:
            metadata:
              labels: {config-sync.dev/inject: enabled}
              annotations: { {{annotation}} }
            spec:
              securityContext: {runAsUser: 999, runAsGroup: 999, fsGroup: 999}
              containers:
                - name: redis
                  image: redis:8
                  envFrom:
                    - configMapRef: {name: environment}
                  volumeMounts:
                    - {name: data, mountPath: /data}
                    - {name: c, mountPath: /data/redis.conf, subPath: redis.conf}
        {{volumes}}  volumeClaimTemplates:
            - metadata: {name: data}
              spec:
                accessModes: [ReadWriteOnce]

        """;
}
