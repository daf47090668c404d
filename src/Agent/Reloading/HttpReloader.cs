using ConfigSync.Agent.Http;

namespace ConfigSync.Agent.Reloading;

/// <summary>Reloads by calling a URL.</summary>
internal sealed class HttpReloader(string method, Uri url, HttpCaller caller) : IReloader
{
    // A reload reads and checks all of an application's configuration before it answers.
    internal static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(30);

    public async Task<ReloadOutcome> ReloadAsync(ReloadRequest request)
    {
        if (request.AtStart)
        {
            return ReloadOutcome.NotNeeded;
        }

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
