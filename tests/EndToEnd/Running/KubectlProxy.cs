using System.Text.RegularExpressions;
using ConfigSync.TestKit.Processes;

namespace ConfigSync.EndToEnd.Running;

/// <summary><c>kubectl proxy</c>: the API on loopback, with whatever credentials the kubeconfig has.</summary>
internal sealed partial class KubectlProxy : IAsyncDisposable
{
    private readonly RunningProgram _program;

    private KubectlProxy(RunningProgram program, Uri address)
    {
        _program = program;
        Address = address;
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Starts it.</summary>
    public static async Task<KubectlProxy> StartAsync()
    {
        var program = RunningProgram.Start("kubectl", ["proxy", "--port=0"]);
        var line = await program.LineAsync(static line => Serving().IsMatch(line));
        return new KubectlProxy(program, new Uri($"http://{Serving().Match(line).Groups[1].Value}"));
    }

    public ValueTask DisposeAsync() => _program.DisposeAsync();

    [GeneratedRegex("Starting to serve on ([0-9.:]+)")]
    private static partial Regex Serving();
}
