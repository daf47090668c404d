using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using ConfigSync.Contract;
using ConfigSync.TestKit;
using ConfigSync.TestKit.ApiServer;
using ConfigSync.TestKit.Processes;

namespace ConfigSync.Demo;

/// <summary>The optional controller: a ConfigMap changes, and just the Pods that mount it are nudged.</summary>
internal static class NudgeDemo
{
    public static async Task RunAsync()
    {
        Terminal.Title("Controller: a change arrives at once instead of with the next kubelet sync");
        await using var server = await FakeApiServer.StartAsync();
        PutConfigMap(server, "limits", "1");
        PutConfigMap(server, "unrelated", "1");
        PutPod(server, "web-0", "limits");
        PutPod(server, "web-1", "limits");
        PutPod(server, "other-0", "unrelated");
        using var folder = new TemporaryFolder();
        var config = folder.Write("config", server.KubeConfig());
        await using var controller = RunningProgram.Start(Binaries.Find("config-sync-controller"), [$"--kubeconfig={config}", "--listen=127.0.0.1:0"]);
        await controller.LineAsync(line => line.Contains("\"event\":\"LeadershipGained\"", StringComparison.Ordinal));
        await controller.LineAsync(line => line.Contains("\"event\":\"Synced\"", StringComparison.Ordinal));

        // The objects were made moments ago, so every Pod is nudged to be sure; the show begins when no Pod was nudged for more than a second.
        await Wait.Until(() => server.CallsOf("patch", "pods") is { Count: 6 } calls && Stopwatch.GetElapsedTime(calls[^1].At) > TimeSpan.FromSeconds(1.5));
        server.Calls.Clear();
        Terminal.Say($"The controller follows an API server at {server.Address}, process {controller.Id}; three injected Pods, two ConfigMaps.");

        Terminal.Heading("ConfigMap 'limits' changes");
        var changedAt = Stopwatch.GetTimestamp();
        PutConfigMap(server, "limits", "2");
        await Wait.Until(() => server.CallsOf("patch", "pods").Count == 4);
        foreach (var call in server.CallsOf("patch", "pods"))
        {
            Terminal.Field($"{Stopwatch.GetElapsedTime(changedAt, call.At).TotalMilliseconds:0} ms", $"{Terminal.Strong($"patch pods {call.Namespace}/{call.Name}")}  {call.Body}");
        }

        Terminal.Say("A kubelet refreshes the volume within 0.26 s of the first patch. Pod 'other-0' mounts something else and is left alone.");
        controller.Signal("TERM");
        await controller.ExitCodeAsync();
    }

    private static void PutConfigMap(FakeApiServer server, string name, string value) =>
        server.Put($"/api/v1/namespaces/shop/configmaps/{name}", new JsonObject { ["data"] = new JsonObject { ["limits.yaml"] = value } });

    private static void PutPod(FakeApiServer server, string name, string configMap)
    {
        var record = new InjectionRecord
        {
            Version = "1", Reload = "signal", EnvChanges = "ignore", Mounts = [], Objects = [new ObjectRecord(ObjectRecord.ConfigMap, configMap, ObjectRecord.Mount)],
        };
        server.Put($"/api/v1/namespaces/shop/pods/{name}", new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["labels"] = new JsonObject { [InjectedNames.StatusLabelKey] = InjectedNames.StatusInjected },
                ["annotations"] = new JsonObject { [InjectedNames.RecordAnnotationKey] = JsonSerializer.Serialize(record, ContractJsonContext.Default.InjectionRecord) },
            },
        });
    }
}
