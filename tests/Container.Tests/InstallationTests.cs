using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using ConfigSync.Container.Tests.Kubelet;
using ConfigSync.Container.Tests.Runtime;
using ConfigSync.TestKit;
using ConfigSync.TestKit.Requirements;

namespace ConfigSync.Container.Tests;

/// <summary>
/// The agent's image installs itself into a volume, and the agent runs from there in another image, as the user that only that image knows: in one with libraries
/// of its own, and in one with nothing at all.
/// </summary>
public sealed class InstallationTests(Images images) : IClassFixture<Images>, IDisposable
{
    private const int UserOfTheImage = 4321;
    private const int Port = 9533;

    private static readonly ObjectName ConfigMap = new("ConfigMap", "web");

    private readonly TemporaryFolder _folder = new();

    private static string Loader => RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "ld-linux-aarch64.so.1" : "ld-linux-x86-64.so.2";

    public void Dispose() => _folder.Dispose();

    [TheoryIfAvailable(Requirement.Containers)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task InstalledAgentSignalsTheApplicationOfAnyImage(bool empty)
    {
        Directory.CreateDirectory(_folder.PathOf("image"));
        var other = (empty ? new ContainerImage(_folder.PathOf("image")) : images.Machine.Image) with { User = UserOfTheImage, Group = UserOfTheImage };
        await using var pod = await LocalPod.StartAsync(new PodStart(Pod(), images.Machine, container => (string)container["name"]! switch
        {
            "install" => images.Agent,
            "config-sync" => other,
            _ => images.Machine.Image with { User = UserOfTheImage, Group = UserOfTheImage },
        }));
        await pod.AnswersAsync("/readyz", Port);
        await StandIn.ReportAsync(pod["app"].Program, "start");

        var version = pod.Change(ConfigMap);

        var files = await StandIn.ReportAsync(pod["app"].Program, "HUP");
        Assert.EndsWith($" version {version}", Assert.Single(files).Value, StringComparison.Ordinal);
        Assert.Equal(0, await pod["config-sync"].TerminateAsync());
    }

    private JsonNode Pod() => JsonNode.Parse($$"""
        {
          "spec": {
            "shareProcessNamespace": true,
            "volumes": [ { "name": "program", "emptyDir": {} }, { "name": "config", "configMap": { "name": "web" } } ],
            "initContainers": [
              {
                "name": "install",
                "args": ["--install=/config-sync/program"],
                "securityContext": { {{Restricted}} },
                "volumeMounts": [ { "name": "program", "mountPath": "/config-sync/program" } ]
              },
              {
                "name": "config-sync",
                "restartPolicy": "Always",
                "command": ["/config-sync/program/{{Loader}}", "--library-path", "/config-sync/program", "/config-sync/program/config-sync"],
                "args": ["--source=config:/config-sync/sources/config", "--reload=signal", "--listen=:{{Port}}"],
                "securityContext": { {{Restricted}} },
                "volumeMounts": [
                  { "name": "program", "mountPath": "/config-sync/program", "readOnly": true },
                  { "name": "config", "mountPath": "/config-sync/sources/config", "readOnly": true }
                ]
              }
            ],
            "containers": [ {{StandIn.For(Application(), images.Machine.Named("dash", "application"), ["/etc/app"]).ToJsonString()}} ]
          }
        }
        """)!;

    private const string Restricted = """
        "allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true, "capabilities": { "drop": ["ALL"] }, "seccompProfile": { "type": "RuntimeDefault" }
        """;

    private static JsonNode Application() =>
        JsonNode.Parse($$"""{ "name": "app", "securityContext": { {{Restricted}} }, "volumeMounts": [ { "name": "config", "mountPath": "/etc/app", "readOnly": true } ] }""")!;
}
