using System.Text;
using ConfigSync.TestKit.Kubelet;
using ConfigSync.TestKit.Processes;

namespace ConfigSync.TestKit.Agents;

/// <summary>
/// Random swaps and faults, one after the other, with the laws checked after each: the application gets the newest content, and is reloaded
/// no more often than there was something new.
/// </summary>
public sealed class Soak : IAsyncDisposable
{

    // A little more than the agent watches a process after its signal.
    private static readonly TimeSpan SuspiciouslySoon = TimeSpan.FromSeconds(3.5);

    private readonly TemporaryFolder _folder = new();
    private readonly KubeletVolume _volume;
    private readonly string _name = TestApplication.UniqueName();
    private readonly Random _random;
    private readonly List<string> _losses = [];
    private readonly List<string> _duplicates = [];
    private AgentProcess? _agent;
    private TestApplication? _application;
    private int _number;
    private int _swaps;
    private int _reloadsBefore;
    private int _most;
    private int _kills;
    private int _restarts;

    private Soak(int seed)
    {
        _random = new Random(seed);
        _volume = new KubeletVolume(_folder.PathOf("volume"), seed % 2 == 0 ? LinkOrder.AfterRename : LinkOrder.BeforeRename);
    }

    private string Newest => $"content-{_number}";

    private int Reloads => _reloadsBefore + _application!.ReloadedWith.Count;

    /// <summary>Runs for a time.</summary>
    public static async Task<SoakReport> RunAsync(TimeSpan duration, int seed)
    {
        await using var soak = new Soak(seed);
        return await soak.RunAsync(duration);
    }

    public async ValueTask DisposeAsync()
    {
        await (_agent?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_application?.DisposeAsync() ?? ValueTask.CompletedTask);
        _folder.Dispose();
    }

    private async Task<SoakReport> RunAsync(TimeSpan duration)
    {
        Change();
        _application = await TestApplication.StartAsync(_volume.PathOf("key"), name: _name);
        await StartAgentAsync();
        var began = TimeProvider.System.GetTimestamp();
        var steps = 0;
        for (; TimeProvider.System.GetElapsedTime(began) < duration; steps++)
        {
            var step = await StepAsync();
            await CheckAsync($"step {steps}, {step}");
        }

        return new SoakReport(steps, _swaps, _number, Reloads, _kills, _restarts, _losses, _duplicates);
    }

    // Each step says what it did, and raises the most reloads that are allowed.
    private async Task<string> StepAsync()
    {
        switch (_random.Next(8))
        {
            case 0:
                Swap();
                Swap(UnixFileMode.UserRead);
                return "swaps that change no byte";
            case 1:
                return await BurstAsync();
            case 2:
                _volume.Write();
                Change();
                _most++;
                return "emptied and filled";
            case 3:
                return await KillAgentAsync();
            case 4:
                return await RestartApplicationAsync();
            default:
                Swap();
                Change();
                _most++;
                return "one change";
        }
    }

    private async Task<string> BurstAsync()
    {
        var count = _random.Next(2, 40);
        for (var swap = 0; swap < count; swap++)
        {
            Change();
            if (_random.Next(2) == 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
            }
        }

        _most += count;
        return $"a burst of {count}";
    }

    private async Task<string> KillAgentAsync()
    {
        Change();
        await Task.Delay(TimeSpan.FromMicroseconds(_random.Next(5000)), TimeProvider.System);
        _agent!.Program.Signal("KILL");
        await _agent.DisposeAsync();
        if (_random.Next(2) == 0)
        {
            Change();
            _most++;
        }

        // Killed between a reload and writing that down, its successor has to reload once more.
        _most += 2;
        _kills++;
        await StartAgentAsync();
        return "agent killed";
    }

    private async Task<string> RestartApplicationAsync()
    {
        // Ended right after a signal it would count as ended by it, and get no other.
        var reloads = _application!.ReloadedWith.Count;
        await Task.Delay(SuspiciouslySoon, TimeProvider.System);
        _application.Signal("KILL");
        await _application.DisposeAsync();
        Change();
        _application = await TestApplication.StartAsync(_volume.PathOf("key"), name: _name);
        _reloadsBefore += reloads;
        _restarts++;
        // It starts within milliseconds of the change, and may be reloaded with what it has.
        _most++;
        return "application restarted";
    }

    private async Task CheckAsync(string step)
    {
        try
        {
            await Wait.Until(() => _application!.Has == Newest, $"the application has {Newest}");
            await _agent!.InSyncAsync(changes: 0);
        }
        catch (TimeoutException lost)
        {
            _losses.Add($"{step}: {lost.Message}; it has {_application!.Has}");
        }

        if (Reloads > _most)
        {
            _duplicates.Add($"{step}: reloaded {Reloads} times where {_most} are the most");
            _most = Reloads;
        }
    }

    private void Change()
    {
        _number++;
        Swap();
    }

    private void Swap(UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite)
    {
        _swaps++;
        _volume.Write([("key", Encoding.UTF8.GetBytes(Newest))], mode);
    }

    private async Task StartAgentAsync()
    {
        _agent = await AgentProcess.StartAsync(
            $"--source=app:{_volume.Path}", "--reload=signal", $"--process={_name}", $"--state={_folder.PathOf("state")}", "--interval=5s");
        await _agent.ReadyAsync();
    }
}
