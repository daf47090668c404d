using System.Text.Json.Nodes;
using ConfigSync.Container.Tests.Kubelet;
using ConfigSync.Container.Tests.Runtime;
using ConfigSync.TestKit;
using ConfigSync.TestKit.Requirements;

namespace ConfigSync.Container.Tests;

/// <summary>
/// The agent's image installs itself into a volume, and the agent runs from there in another image, as the user that only that image knows: in one with libraries
/// of its own, and in one with nothing at all. By its mount it knows the application from a neighbour that mounts the same elsewhere.
/// </summary>
public sealed class InstallationTests(Images images) : IClassFixture<Images>, IDisposable
{
    private const int UserOfTheImage = 4321;
    private const int Port = 9533;

    // Each Pod pays for it: in its volume, and in the node's memory.
    private const long LargestInstallation = 12_000_000;

    private static readonly ObjectName ConfigMap = new("ConfigMap", "web");

    private readonly TemporaryFolder _folder = new();

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
        await StandIn.ReportAsync(pod["neighbour"].Program, "start");

        var version = pod.Change(ConfigMap);

        var files = await StandIn.ReportAsync(pod["app"].Program, "HUP");
        Assert.EndsWith($" version {version}", Assert.Single(files).Value, StringComparison.Ordinal);
        Assert.Equal(0, StandIn.Count(pod["neighbour"].Program, "HUP"));
        var installation = new DirectoryInfo($"/proc/{await pod["config-sync"].ProcessIdAsync()}/root/config-sync/bin");
        Assert.InRange(installation.GetFiles().Sum(static file => file.LinkTarget is null ? file.Length : 0), 1, LargestInstallation);
        Assert.Equal(0, await pod["config-sync"].TerminateAsync());
    }

    private JsonNode Pod() => JsonNode.Parse($$"""
        {
          "spec": {
            "shareProcessNamespace": true,
            "volumes": [ { "name": "program", "emptyDir": {} }, { "name": "state", "emptyDir": {} }, { "name": "config", "configMap": { "name": "web" } } ],
            "initContainers": [
              {
                "name": "install",
                "args": ["--install=/config-sync/bin"],
                "securityContext": { {{Restricted}} },
                "volumeMounts": [ { "name": "program", "mountPath": "/config-sync/bin" } ]
              },
              {
                "name": "config-sync",
                "restartPolicy": "Always",
                "command": ["/config-sync/bin/loader", "--inhibit-cache", "--library-path", "/config-sync/bin", "/config-sync/bin/config-sync"],
                "args": [
                  "--source=config:/config-sync/sources/config", "--reload=signal", "--listen=:{{Port}}", "--state=/config-sync/state",
                  "--uses=app:config", "--mounts=app:/etc/app:/config-sync/sources/config", "--other=neighbour"
                ],
                "env": [ { "name": "LD_PRELOAD", "value": "" }, { "name": "LD_LIBRARY_PATH", "value": "" } ],
                "startupProbe": { "exec": { "command": [
                  "/config-sync/bin/loader", "--inhibit-cache", "--library-path", "/config-sync/bin", "/config-sync/bin/config-sync", "--check", "--state=/config-sync/state"
                ] } },
                "securityContext": { {{Restricted}} },
                "volumeMounts": [
                  { "name": "program", "mountPath": "/config-sync/bin", "readOnly": true },
                  { "name": "state", "mountPath": "/config-sync/state" },
                  { "name": "config", "mountPath": "/config-sync/sources/config", "readOnly": true }
                ]
              }
            ],
            "containers": [ {{Application("app", "/etc/app")}}, {{Application("neighbour", "/etc/neighbour")}} ]
          }
        }
        """)!;

    private const string Restricted = """
        "allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true, "capabilities": { "drop": ["ALL"] }, "seccompProfile": { "type": "RuntimeDefault" }
        """;

    private string Application(string name, string path)
    {
        var container = JsonNode.Parse($$"""
            {
              "name": "{{name}}",
              "securityContext": { {{Restricted}} },
              "volumeMounts": [ { "name": "config", "mountPath": "{{path}}", "readOnly": true } ]
            }
            """)!;
        return StandIn.For(container, images.Machine.Named("dash", name), [path]).ToJsonString();
    }
}
