using ConfigSync.Agent.Bench;
using ConfigSync.TestKit.Agents;

// `soak <seconds>` looks for losses and duplicates; without arguments the agent's speed and cost are measured.
if (args is ["soak", var seconds])
{
    var seed = Environment.TickCount;
    Console.WriteLine($"soaking for {seconds} s, seed {seed}");
    var report = await Soak.RunAsync(TimeSpan.FromSeconds(int.Parse(seconds, null)), seed);
    Console.WriteLine(report);
    return report.Clean ? 0 : 1;
}

var table = new Table();
await SwapToSignal.MeasureAsync(table);
await FirstCopy.MeasureAsync(table);
await Footprint.MeasureAsync(table);
table.Print();
return table.AllWithin ? 0 : 1;
