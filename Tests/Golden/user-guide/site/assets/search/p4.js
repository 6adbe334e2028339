guideSearch("p4","f19x","#Y (d+(; $AML $S'#)c $EAR 3K %S -+$T<S &TERDAY '<; %T &S*3$(D+ $ML $44K%,+$K$d,3%+%,+%,L,,,;%,.<E$+%,44+%$3 $OURS *3&C&C (ELF $k #Z ,+,+ $ERO $K&T+ 'WIDTH '[ $ONE ({/;")
