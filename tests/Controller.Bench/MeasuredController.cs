using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ConfigSync.Contract;
using ConfigSync.TestKit;
using ConfigSync.TestKit.ApiServer;
using ConfigSync.TestKit.Processes;

namespace ConfigSync.Controller.Bench;

/// <summary>The controller as a process against the fake API server of this one, with some Pods and ConfigMaps.</summary>
internal sealed class MeasuredController : IAsyncDisposable
{
    private const int TicksPerSecond = 100;

    private readonly TemporaryFolder _folder;
    private readonly RunningProgram _program;

    private MeasuredController(FakeApiServer server, TemporaryFolder folder, RunningProgram program)
    {
        Server = server;
        _folder = folder;
        _program = program;
    }

    public FakeApiServer Server { get; }

    public static async Task<MeasuredController> StartAsync(string path, int configMaps, int podsEach, params string[] arguments)
    {
        var server = await FakeApiServer.StartAsync();
        for (var i = 0; i < configMaps; i++)
        {
            PutConfigMap(server, i);
            for (var pod = 0; pod < podsEach; pod++)
            {
                PutPod(server, i, pod);
            }
        }

        var folder = new TemporaryFolder();
        var config = folder.Write("config", server.KubeConfig());
        var program = RunningProgram.Start(path, [$"--kubeconfig={config}", "--listen=127.0.0.1:0", .. arguments]);
        await program.LineAsync(line => line.Contains("\"event\":\"Synced\"", StringComparison.Ordinal));
        await program.LineAsync(line => line.Contains("\"event\":\"LeadershipGained\"", StringComparison.Ordinal));
        await Wait.Until(() => server.WatchCount("pods") == 1 && server.WatchCount("configmaps") == 1);
        return new MeasuredController(server, folder, program);
    }

    public static void PutConfigMap(FakeApiServer server, int number) =>
        server.Put($"/api/v1/namespaces/ns{number % 20}/configmaps/c{number}", new JsonObject { ["data"] = new JsonObject { ["key"] = Guid.NewGuid().ToString() } });

    /// <summary>Resident memory now.</summary>
    public long ResidentBytes() => 1024 * long.Parse(
        File.ReadLines($"/proc/{_program.Id}/status").Single(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);

    /// <summary>Processor time used so far.</summary>
    public TimeSpan ProcessorTime()
    {
        var fields = File.ReadAllText($"/proc/{_program.Id}/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return TimeSpan.FromSeconds((double)(long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond);
    }

    /// <summary>Waits until nothing but leases is asked for, and forgets what was asked so far.</summary>
    public async Task SettleAsync()
    {
        var quietSince = TimeProvider.System.GetTimestamp();
        var count = -1;
        await Wait.Until(() =>
        {
            var now = Server.Calls.Count(call => call.Resource != "leases");
            if (now != count)
            {
                (count, quietSince) = (now, TimeProvider.System.GetTimestamp());
            }

            return TimeProvider.System.GetElapsedTime(quietSince) > TimeSpan.FromSeconds(4);
        });
        Server.Calls.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await _program.DisposeAsync();
        await Server.DisposeAsync();
        _folder.Dispose();
    }

    private static void PutPod(FakeApiServer server, int configMap, int number)
    {
        var record = new InjectionRecord
        {
            Version = "1", Reload = "signal", EnvChanges = "ignore",
            Mounts = [new MountRecord("application", $"/etc/c{configMap}", MountStrategy.Directory)],
            Objects = [new ObjectRecord(ObjectRecord.ConfigMap, $"c{configMap}", ObjectRecord.Mount)],
        };
        var name = $"application-{configMap}-7d9c5b8f6-{number:x5}";
        server.Put($"/api/v1/namespaces/ns{configMap % 20}/pods/{name}", new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["labels"] = new JsonObject { [InjectedNames.StatusLabelKey] = InjectedNames.StatusInjected, ["app"] = "application", ["pod-template-hash"] = "7d9c5b8f6" },
                ["annotations"] = new JsonObject { [InjectedNames.RecordAnnotationKey] = JsonSerializer.Serialize(record, ContractJsonContext.Default.InjectionRecord) },
                ["ownerReferences"] = new JsonArray(new JsonObject
                {
                    ["apiVersion"] = "apps/v1", ["kind"] = "ReplicaSet", ["name"] = $"application-{configMap}-7d9c5b8f6", ["uid"] = $"uid-{configMap}", ["controller"] = true,
                }),
            },
            ["status"] = new JsonObject { ["phase"] = "Running" },
        });
    }
}
