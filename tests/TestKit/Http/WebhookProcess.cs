using System.Text.Json;
using ConfigSync.TestKit.Certificates;
using ConfigSync.TestKit.Processes;

namespace ConfigSync.TestKit.Http;

/// <summary>The built webhook, running as a process of its own on ports that the system chose, with a certificate of a CA made for it.</summary>
public sealed class WebhookProcess : IAsyncDisposable
{
    private WebhookProcess(TestCa ca, TemporaryFolder folder, RunningProgram program, PemPair firstPair, Uri https, Uri http)
    {
        Ca = ca;
        Folder = folder;
        Program = program;
        FirstPair = firstPair;
        Https = https;
        Plain = new HttpClient { BaseAddress = http, Timeout = Wait.Patience };
    }

    /// <summary>Name of the file in <see cref="Folder"/> that holds the serving certificate.</summary>
    public const string CertificateName = "tls.crt";

    /// <summary>Name of the file in <see cref="Folder"/> that holds its key.</summary>
    public const string KeyName = "tls.key";

    /// <summary>The CA that its clients trust.</summary>
    public TestCa Ca { get; }

    /// <summary>Its working directory, which holds the certificate files.</summary>
    public TemporaryFolder Folder { get; }

    /// <summary>The process.</summary>
    public RunningProgram Program { get; }

    /// <summary>The pair that it started with.</summary>
    public PemPair FirstPair { get; }

    /// <summary>Base address of <c>/mutate</c>.</summary>
    public Uri Https { get; }

    /// <summary>A client of the plain port.</summary>
    public HttpClient Plain { get; }

    /// <summary>Starts it and waits until it serves.</summary>
    /// <param name="prepare">Puts files into its folder first and gives further arguments.</param>
    /// <param name="service">The name that a cluster calls it by.</param>
    public static async Task<WebhookProcess> StartAsync(Func<TemporaryFolder, IEnumerable<string>>? prepare = null, string? service = null)
    {
        var ca = new TestCa();
        var folder = new TemporaryFolder();
        var pair = service is null ? ca.Issue() : ca.Issue(others: service);
        string[] arguments =
        [
            "serve", "--address=127.0.0.1", "--https-port=0", "--http-port=0", "--log-format=json",
            "--certificate-file=" + folder.Write(CertificateName, pair.Certificate),
            "--key-file=" + folder.Write(KeyName, pair.Key),
            .. prepare?.Invoke(folder) ?? [],
        ];
        var program = RunningProgram.Start(Binaries.Find("config-sync-webhook"), arguments, folder: folder.Path);
        using var serving = JsonDocument.Parse(await program.LineAsync(static line => line.Contains("\"event\":\"Serving\"", StringComparison.Ordinal)));
        return new WebhookProcess(
            ca, folder, program, pair,
            new Uri(serving.RootElement.GetProperty("https").GetString()!),
            new Uri(serving.RootElement.GetProperty("http").GetString()!));
    }

    /// <summary>A client of <c>/mutate</c>.</summary>
    public TrustingClient Client(Version? version = null, TimeSpan? connectionLifetime = null) =>
        new(Ca.Certificate, Https, version, connectionLifetime);

    /// <summary>Waits for the next log line of an event.</summary>
    public async Task<JsonElement> EventAsync(string name, int after = 0)
    {
        var line = await Program.LineAsync(line => line.Contains($"\"event\":\"{name}\"", StringComparison.Ordinal), after);
        using var document = JsonDocument.Parse(line);
        return document.RootElement.Clone();
    }

    public async ValueTask DisposeAsync()
    {
        Plain.Dispose();
        await Program.DisposeAsync();
        Folder.Dispose();
        Ca.Dispose();
    }
}
