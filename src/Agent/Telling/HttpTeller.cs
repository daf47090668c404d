using ConfigSync.Agent.Http;

namespace ConfigSync.Agent.Telling;

/// <summary>Tells by calling a URL.</summary>
internal sealed class HttpTeller(string method, Uri url, HttpCaller caller) : ITeller
{
    // A reload reads and checks all of an application's configuration before it answers.
    internal static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(30);

    public async Task<TellOutcome> TellAsync(Tidings tidings)
    {
        if (tidings.AtStart)
        {
            return TellOutcome.NotNeeded;
        }

        try
        {
            var answer = await caller.CallAsync(method, url, DefaultTimeout);
            return answer.IsSuccess ? TellOutcome.Told : TellOutcome.Failed($"can't reload: {method} {HttpCaller.Shown(url)} {answer.Problem}") with { Touched = true };
        }
        catch (Exception unreachable) when (unreachable is IOException or TimeoutException)
        {
            return TellOutcome.Failed($"can't reload: {method} {HttpCaller.Shown(url)}: {unreachable.Message}") with { Touched = true };
        }
    }
}
