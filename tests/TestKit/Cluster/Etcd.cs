using System.Globalization;
using System.Net.Http.Json;
using ConfigSync.TestKit.Processes;

namespace ConfigSync.TestKit.Cluster;

/// <summary>The store of one API server, gone with the test.</summary>
internal sealed class Etcd : IAsyncDisposable
{
    private readonly HttpClient _http;
    private RunningProgram? _program;

    private Etcd(Uri address) => _http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(5) };

    /// <summary>Where it listens.</summary>
    public Uri Address => _http.BaseAddress!;

    public static async Task<Etcd> StartAsync(string folder)
    {
        // As text: etcd takes no slash at the end.
        var clients = $"http://127.0.0.1:{ServerPort.Find()}";
        var etcd = new Etcd(new Uri(clients));
        var peers = $"http://127.0.0.1:{ServerPort.Find()}";
        string[] arguments =
        [
            $"--data-dir={folder}", $"--listen-client-urls={clients}", $"--advertise-client-urls={clients}",
            $"--listen-peer-urls={peers}", $"--initial-advertise-peer-urls={peers}", $"--initial-cluster=default={peers}",
            // Nothing here needs to survive a power cut.
            "--unsafe-no-fsync",
        ];
        etcd._program = await ServerStart.RunAsync(ClusterPrograms.Etcd, arguments, etcd.AnswersAsync);
        return etcd;
    }

    /// <summary>Forgets all versions before a revision, as the API server has it done every five minutes.</summary>
    public async Task CompactAsync(long revision)
    {
        var request = new Dictionary<string, object> { ["revision"] = revision.ToString(CultureInfo.InvariantCulture), ["physical"] = true };
        using var answer = await _http.PostAsJsonAsync("/v3/kv/compaction", request);
        answer.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_program is not null)
        {
            await _program.DisposeAsync();
        }
    }

    private async Task<bool> AnswersAsync()
    {
        using var answer = await _http.GetAsync("/health");
        return answer.IsSuccessStatusCode;
    }
}
