using ConfigSync.TestKit.Processes;

namespace ConfigSync.TestKit.Cluster;

/// <summary>Starts a server and waits until it answers; when it does not, ends it and says what it wrote.</summary>
internal static class ServerStart
{
    private const int LinesToShow = 30;

    public static async Task<RunningProgram> RunAsync(
        string name, IEnumerable<string> arguments, Func<Task<bool>> answers, IReadOnlyDictionary<string, string>? environment = null)
    {
        var program = RunningProgram.Start(ClusterPrograms.Find(name), arguments, environment);
        // A test run that is ended from outside disposes nothing.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => program.Kill();
        try
        {
            await Wait.Until(async () => program.HasExited || await AnswersAsync(answers), $"{name} answers");
            return program.HasExited ? throw new InvalidOperationException($"{name} ended") : program;
        }
        catch (Exception e)
        {
            await program.DisposeAsync();
            throw new InvalidOperationException($"can't start {name}: {e.Message}; its last words:\n{string.Join('\n', program.Errors.TakeLast(LinesToShow))}", e);
        }
    }

    private static async Task<bool> AnswersAsync(Func<Task<bool>> answers)
    {
        try
        {
            return await answers();
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }
}
