using Salt.Minion.Supervision.Running;

return args is ["supervisor", .. var rest] ? SupervisorProgram.Run(rest) : 70;
