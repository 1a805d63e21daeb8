using Salt.Minion.Hosting;
using Salt.Minion.Supervision.Running;

// The supervisor is the parent of every job and ought to be small: it loads nothing of the daemon.
return args is ["supervisor", .. var rest] ? SupervisorProgram.Run(rest) : await MinionProgram.RunAsync(args);
