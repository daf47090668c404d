using ConfigSync.Agent.Http;

namespace ConfigSync.Agent.Reloading;

/// <summary>Reloads by calling a URL, once for whatever changed.</summary>
internal sealed class HttpReloader(string method, Uri url, HttpCaller caller) : IReloader
{
    // A reload reads and checks all of an application's configuration before it answers.
    internal static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(30);

    public async Task<IReadOnlyList<ReloadOutcome>> ReloadAsync(IReadOnlyList<ReloadRequest> requests)
    {
        var outcome = requests.All(static request => request.AtStart) ? ReloadOutcome.NotNeeded : await CallAsync();
        return [.. requests.Select(_ => outcome)];
    }

    private async Task<ReloadOutcome> CallAsync()
    {
        try
        {
            var answer = await caller.CallAsync(method, url, DefaultTimeout);
            return answer.IsSuccess ? ReloadOutcome.Reloaded : ReloadOutcome.Failed($"can't reload: {method} {HttpCaller.Shown(url)} {answer.Problem}") with { Touched = true };
        }
        catch (Exception unreachable) when (unreachable is IOException or TimeoutException)
        {
            return ReloadOutcome.Failed($"can't reload: {method} {HttpCaller.Shown(url)}: {unreachable.Message}") with { Touched = true };
        }
    }
}
