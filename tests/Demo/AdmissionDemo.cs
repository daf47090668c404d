using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ConfigSync.Contract;
using ConfigSync.Injection.Findings;
using ConfigSync.TestKit;
using ConfigSync.TestKit.Http;
using ConfigSync.TestKit.Json;

namespace ConfigSync.Demo;

/// <summary>The main job: the webhook runs, gets the requests that a real API server sent, and answers.</summary>
internal static class AdmissionDemo
{
    private static readonly (string Name, string Title)[] Requests =
    [
        ("openclaw", "OpenClaw: two files mounted by subPath inside a volume that the application writes to"),
        ("amp-0", "AMP (Alertmanager++): a directory, SIGHUP, and a URL that must say the reload worked"),
        ("metrics-governor", "metrics-governor: two files mounted by subPath and named in args"),
        ("tarsy-backend", "TARSy: files named in env values, settings from envFrom, a second container"),
        ("report", "a Job with a sidecar that must not keep it from completing"),
        ("hardcoded-path", "nginx: a file at a path that is built into the program, and a directory made by items"),
        ("host-pid", "a Pod in the host's process namespace"),
        ("no-config", "a Pod that mounts no configuration"),
        ("dry-run", "kubectl apply --dry-run=server"),
    ];

    /// <summary>Runs it.</summary>
    public static async Task RunAsync()
    {
        Terminal.Title("Admission: what one label does to recorded Pods");
        await using var webhook = await WebhookProcess.StartAsync(static _ => ["--drain-seconds=0"]);
        Terminal.Say($"The webhook serves {webhook.Https}mutate, process {webhook.Program.Id}. Each request is what a Kubernetes 1.36 API server sent.");
        using var client = webhook.Client();
        var decisions = new List<string>();
        foreach (var (name, title) in Requests)
        {
            Terminal.Heading($"{decisions.Count + 1}/{Requests.Length}  {title}");
            decisions.Add($"{name,-18} {await ShowAsync(client, Corpus.Body(name))}");
        }

        Terminal.Heading("In short");
        decisions.ForEach(Terminal.Say);
    }

    private static async Task<string> ShowAsync(TrustingClient client, byte[] body)
    {
        var began = TimeProvider.System.GetTimestamp();
        using var http = await client.PostAsync("/mutate?timeout=10s", body);
        http.EnsureSuccessStatusCode();
        var response = JsonNode.Parse(await http.Content.ReadAsByteArrayAsync())!["response"]!;
        var took = TimeProvider.System.GetElapsedTime(began);

        var reason = Reasons.All.Single(reason => reason.Code == (string)response["auditAnnotations"]!["reason"]!);
        Terminal.Field("request", Subject(JsonNode.Parse(body)!["request"]!));
        Terminal.Field("decision", $"{Terminal.Strong(reason.Code)}  {reason.Sentence}");
        foreach (var warning in response["warnings"]?.AsArray() ?? [])
        {
            Terminal.Field("warning", (string)warning!);
        }

        var before = JsonNode.Parse(body)!["request"]!["object"]!;
        if (response["patch"] is not { } encoded)
        {
            Terminal.Field("patch", "none: the Pod is created as it is");
            return reason.Code;
        }

        var patch = Encoding.UTF8.GetString(Convert.FromBase64String((string)encoded!));
        var after = JsonNode.Parse(PatchApplier.Apply(PatchApplier.Parse(before.ToJsonString()), patch).ToString())!;
        var record = JsonSerializer.Deserialize((string)after["metadata"]!["annotations"]![InjectedNames.RecordAnnotationKey]!, ContractJsonContext.Default.InjectionRecord)!;
        ShowRecord(record);
        Terminal.Field("patch", $"{JsonNode.Parse(patch)!.AsArray().Count} operations, {patch.Length} bytes, answered in {took.TotalMilliseconds:0.0} ms");
        Terminal.Say("");
        PodDiff.Write(before, after);
        return $"{reason.Code}: {string.Join(", ", record.Mounts.Select(static mount => mount.Strategy))}; reload: {record.Reload}";
    }

    private static void ShowRecord(InjectionRecord record)
    {
        foreach (var mount in record.Mounts)
        {
            var strategy = Reasons.All.Single(reason => reason.Code == mount.Strategy);
            Terminal.Field("mount", $"{Terminal.Strong(mount.Strategy)}  {mount.Container} {mount.Path}{(mount.Now is null ? "" : $" → {mount.Now}")}");
            Terminal.Field("", strategy.Sentence);
        }

        Terminal.Field("reload", Terminal.Strong(record.Reload) + (record.EnvChanges == "ignore" ? "" : $", and {record.EnvChanges} when something behind env changes"));
        foreach (var code in record.Notes ?? [])
        {
            Terminal.Field("remark", $"{code}  {Reasons.All.Single(reason => reason.Code == code).Sentence}");
        }
    }

    private static string Subject(JsonNode request)
    {
        var metadata = request["object"]!["metadata"]!;
        var owner = metadata["ownerReferences"]?[0];
        var pod = (string?)metadata["name"] ?? $"{(string?)metadata["generateName"]}…";
        return $"{(string)request["operation"]!} Pod {(string)request["namespace"]!}/{pod}"
            + (owner is null ? "" : $" of {(string)owner["kind"]!}/{(string)owner["name"]!}")
            + ((bool?)request["dryRun"] == true ? ", dry run" : "");
    }
}
